/// A token that is matched in the text itself, before any merging: control tokens and the like.
public struct AddedToken: Hashable, Sendable {
    /// Its id.
    public let id: Int
    /// Its text.
    public let content: String
    /// Match only where no word character touches it.
    public let singleWord: Bool
    /// Swallow white space before it.
    public let stripsLeft: Bool
    /// Swallow white space after it.
    public let stripsRight: Bool
    /// Match in the normalised text instead of the original.
    public let normalized: Bool
    /// A control token: left out when text is decoded for readers.
    public let isSpecial: Bool

    /// A token with this id and text.
    public init(
        id: Int, content: String, singleWord: Bool = false, stripsLeft: Bool = false,
        stripsRight: Bool = false, normalized: Bool = false, isSpecial: Bool = true
    ) {
        self.id = id
        self.content = content
        self.singleWord = singleWord
        self.stripsLeft = stripsLeft
        self.stripsRight = stripsRight
        self.normalized = normalized
        self.isSpecial = isSpecial
    }
}
