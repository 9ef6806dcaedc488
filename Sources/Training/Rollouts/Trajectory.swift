import Rewards
import SceneGraph

/// All turns of one sampled answer.
struct Trajectory: Sendable {
    /// One answer.
    struct Turn: Sendable {
        /// Prompt and answer; the drawn tokens are scored.
        var sequence: TrainingSequence
        /// Of the drawn tokens, under the distribution that they were drawn from.
        var logProbabilities: [Double]
        /// For each drawn token, how far the object that it is a coordinate of is at fault; nil for other tokens.
        var tokenFaults: [Double?]
        var text: String
        var tokenCount: Int
        /// Whether the limit on tokens ended it.
        var isCut: Bool
        var reward: ScoredAnswer
    }

    var turns: [Turn]
    /// What the turns are worth together.
    var value: Double
}

/// The answers to one prompt.
struct RolloutGroup: Sendable {
    let prompt: Int
    let scene: Scene
    var trajectories: [Trajectory]

    /// Why the judge gave one of its answers no grades; nil where it graded all, or there is none.
    var judgeFailure: String? {
        trajectories.lazy.flatMap(\.turns).compactMap { $0.reward.result.terms.judgeDetail }.first
    }

    /// What the trajectories are worth.
    var values: [Double] { trajectories.map(\.value) }
}
