import JSON
import Rewards
import SceneGraph

/// An answer's reward under the weights of a step.
package struct ScoredAnswer: Sendable {
    /// What the answer is worth, an overlong punishment included.
    package var total: Double
    /// What each term adds to the total: `format`, `collision`, `constraint`, `judge`, `overlong`, and in profile
    /// `physical` `inside`, `support`, `clearance`, `access`.
    package var contributions: [MetricRow.Metric]
    package var result: RewardResult
    /// The room with the answer's positions, where it places every object; else without.
    package var scene: Scene
    package var isPlaced: Bool

    /// Named numbers for the next turn's prompt and for people.
    package var terms: [MetricRow.Metric] {
        [
            ("format", result.terms.format), ("collision_ratio", result.terms.collisionRatio),
            ("constraint_ratio", result.terms.constraintRatio), ("judge", result.terms.judgeSum.map { $0 / 50 }),
        ].compactMap { name, value in value.map { MetricRow.Metric(name, $0) } }
            + (result.physical?.terms ?? []).map { MetricRow.Metric($0.name, $0.value) }
    }
}
