import JSON
import SceneGraph

/// What of `PlacementScore` is told as means with 95 % intervals.
public struct PlacementEstimates: Hashable, Sendable {
    public let format: Estimate
    public let collisionRatio: Estimate
    public let constraintRatio: Estimate
    /// The reward of `metaspatial-v1` without a judge.
    public let total: Estimate
    /// What `EmbeddedJudge` thinks of the layouts, 0...1.
    public let judge: Estimate

    /// The estimate of each term.
    init(_ estimate: ((PlacementScore) -> Double) -> Estimate) {
        format = estimate(\.format)
        collisionRatio = estimate(\.collisionRatio)
        constraintRatio = estimate(\.constraintRatio)
        total = estimate(\.total)
        judge = estimate(\.judge)
    }

    /// `format, collision_ratio, constraint_ratio, total, judge`, each as `{mean, interval}`.
    var members: [(String, JSONValue)] {
        [
            ("format", format.json), ("collision_ratio", collisionRatio.json),
            ("constraint_ratio", constraintRatio.json), ("total", total.json), ("judge", judge.json),
        ]
    }

    /// The cells of a Markdown table, in that order.
    /// - Parameter isSigned: whether what is above zero is told to be.
    func cells(isSigned: Bool) -> [String] {
        [format, collisionRatio, constraintRatio, total, judge].map { estimate in
            let ends = [estimate.mean, estimate.halfWidth].map { MetreText.text($0, fractionDigits: 3) }
            return (isSigned && estimate.mean > 0 ? "+" : "") + ends.joined(separator: " ± ")
        }
    }
}
