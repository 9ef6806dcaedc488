/// Of which of the given tokens the model computes logits.
public enum LogitSelection: Hashable, Sendable {
    /// The last token only.
    case last
    /// Every token.
    case all
    /// The tokens at these indices, in this order.
    case indices([Int])
    /// None: the tokens only go into the cache.
    case none

    func rows(of count: Int) throws(ModelError) -> [Int] {
        switch self {
        case .last: return [count - 1]
        case .all: return Array(0..<count)
        case .none: return []
        case .indices(let indices):
            for index in indices where !(0..<count).contains(index) {
                throw .positionOutOfRange(index, count: count)
            }
            return indices
        }
    }
}
