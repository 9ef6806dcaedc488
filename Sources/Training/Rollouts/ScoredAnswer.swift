import JSON
import Rewards
import SceneGraph

/// An answer's reward under the weights of a step.
struct ScoredAnswer: Sendable {
    /// What the answer is worth, an overlong punishment included.
    var total: Double
    /// What each term adds to the total: `format`, `collision`, `constraint`, `judge`, `overlong`.
    var contributions: [MetricRow.Metric]
    var result: RewardResult
    /// The room with the answer's positions, where it places every object; else without.
    var scene: Scene
    var isPlaced: Bool

    /// Named numbers for the next turn's prompt and for people.
    var terms: [MetricRow.Metric] {
        [
            ("format", result.terms.format), ("collision_ratio", result.terms.collisionRatio),
            ("constraint_ratio", result.terms.constraintRatio), ("judge", result.terms.judgeSum.map { $0 / 50 }),
        ].compactMap { name, value in value.map { MetricRow.Metric(name, $0) } }
    }
}
