/// How a model is trained.
public enum TrainingAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// Supervised fine-tuning on answers that are given.
    case sft
    /// Group relative policy optimization: `GroupRelativeAdvantage`.
    case grpo
    /// REINFORCE with the mean of the others as baseline: `LeaveOneOutAdvantage`.
    case rloo
    /// REINFORCE with returns whitened over the batch: `ReinforcePlusPlusAdvantage`.
    case reinforcePlusPlus = "reinforce_plus_plus"
    /// REINFORCE with the reward of a greedy answer as baseline: `GreedyBaselineAdvantage`.
    case remax
    /// Proximal policy optimization with a value head: `GeneralizedAdvantage`.
    case ppo
    /// GRPO with clip-higher, dynamic sampling, a token-level loss and overlong shaping.
    case dapo
    /// GRPO with the ratio of whole sequences: `SequenceRatio`.
    case gspo
    /// MetaSpatial v2's: advantages of coordinate tokens by what their object did, `SpatialAdvantage`.
    case spatial = "3d_spo"

    /// Whether answers are sampled and rewarded, rather than given.
    public var isReinforcement: Bool { self != .sft }

    /// Whether advantages come from comparing the answers to one prompt, so that one answer teaches nothing.
    public var comparesWithinGroup: Bool {
        switch self {
        case .grpo, .rloo, .dapo, .gspo, .spatial: true
        case .sft, .reinforcePlusPlus, .remax, .ppo: false
        }
    }
}
