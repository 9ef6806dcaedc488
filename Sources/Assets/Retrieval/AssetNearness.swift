/// How near an asset is to a query by what their embeddings mean, beside the other assets.
///
/// Embeddings of different models have cosines of different sizes: only how an asset stands to the others counts.
public struct AssetNearness: Sendable, Hashable {
    /// From 0, as near as assets are on average or farther, to 1, the nearest of all.
    public var score: Double
    /// Whether it stands out among all assets so far that it may be meant although no word of it says so.
    public var isOutstanding: Bool
    /// Whether it stands out by more than its name, such as its shape: then it may be of a kind that its name does not
    /// tell. What a name is near to is no more than what the name says.
    public var isOutstandingInItself: Bool

    /// A nearness; see the properties.
    public init(score: Double, isOutstanding: Bool, isOutstandingInItself: Bool = false) {
        self.score = score
        self.isOutstanding = isOutstanding
        self.isOutstandingInItself = isOutstandingInItself
    }

    /// The greater of two, as different embeddings tell them.
    public func joined(with other: AssetNearness) -> AssetNearness {
        AssetNearness(
            score: max(score, other.score), isOutstanding: isOutstanding || other.isOutstanding,
            isOutstandingInItself: isOutstandingInItself || other.isOutstandingInItself)
    }
}
