import Dispatch

/// A named set of reward terms and weights.
public enum RewardProfile: String, CaseIterable, Hashable, Sendable {
    /// The original's reward, quirks included: `MetaSpatialReward`.
    case metaSpatialV1 = "metaspatial-v1"
    /// Physics without quirks, every relation counted: `PhysicalReward`.
    case physical

    /// The reward of one item.
    public func score(_ item: RewardItem) -> RewardResult {
        switch self {
        case .metaSpatialV1: MetaSpatialReward.score(item)
        case .physical: PhysicalReward.score(item)
        }
    }

    /// The rewards of many items in their order, over all cores.
    public func score(_ items: [RewardItem]) -> [RewardResult] {
        guard items.count > 1 else { return items.map { score($0) } }
        let blank = RewardResult(total: nil, terms: RewardTerms(format: nil))
        var results = [RewardResult](repeating: blank, count: items.count)
        results.withUnsafeMutableBufferPointer { buffer in
            // Each iteration writes its own element alone, and all have ended when `concurrentPerform`
            // returns.
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: items.count) { index in
                buffer[index] = score(items[index])
            }
        }
        return results
    }
}
