import JSON

/// All that decides a training run. Where nothing is said the defaults are the original's (MetaSpatial at a3c89c2)
/// or, where that trains Qwen on GPUs and a small model here learns nothing so, chosen for the small one.
///
/// ```json
/// {"algorithm": "grpo"}
/// {"algorithm": "3d_spo", "rooms": {"synthetic": {"objects": [3, 6]}}, "turns": 3, "steps": 400}
/// ```
public struct TrainingConfiguration: Hashable, Sendable {
    /// The checkpoint to start from, by its name; nil for the one that answers.
    public var model: String?
    public var algorithm: TrainingAlgorithm
    public var source: TrainingSource
    /// Optimiser rollouts-and-update cycles; with `sft`, mini-batches.
    public var steps = 100
    /// Answers a prompt.
    public var groupSize = 8
    /// Prompts a step; with `sft`, rows a step.
    public var promptsPerStep = 4
    /// How often a step's answers are gone through.
    public var epochs = 1
    /// Into how many parts, each with a step of the optimiser, a step's answers are cut.
    public var miniBatches = 1
    /// The most tokens in one pass forward and backward: what bounds memory. A longer sequence goes alone.
    public var microBatchTokens = 4096
    public var optimizer = OptimizerSettings()
    public var clip: ClipSettings
    public var kl: KLSettings
    public var entropyCoefficient = 0.001
    /// What advantages below zero are multiplied by (`SignedAdvantage`).
    public var negativeAdvantages = 1.0
    public var lossAggregation: LossAggregation
    /// With PPO and REINFORCE++: what the next token's return counts.
    public var discount = 1.0
    public var critic = CriticSettings()
    public var dynamicSampling: DynamicSamplingSettings
    /// With 3D-SPO.
    public var spatial = SpatialSettings()
    public var overlong: OverlongSettings?
    public var sampling = SamplingSettings()
    public var turns = TurnSettings()
    public var reward = RewardSettings()
    public var adaptation = AdaptationSettings()
    public var evaluation = EvaluationSettings()
    public var checkpoints = CheckpointSettings()
    /// With `sft`: the part of rows that may be unreadable before the job fails.
    public var maximumUnreadableRows = 0.05
    /// Decides rooms' order, all draws, and new weights.
    public var seed = 0

    /// The defaults of an algorithm.
    public init(algorithm: TrainingAlgorithm) {
        self.algorithm = algorithm
        source = .synthetic(SyntheticRoomSource())
        clip = Self.defaultClip(algorithm)
        kl = KLSettings()
        lossAggregation = algorithm == .dapo || algorithm == .sft ? .tokenMean : .sequenceMean
        dynamicSampling = DynamicSamplingSettings(isOn: algorithm == .dapo)
        if algorithm == .dapo {
            // Yu et al. 2025 leave the divergence free.
            kl.coefficient = 0
            overlong = OverlongSettings()
        }
        if algorithm == .reinforcePlusPlus || algorithm == .ppo { kl.place = .reward }
        if kl.place == .reward { kl.kind = .k1 }
    }

    private static func defaultClip(_ algorithm: TrainingAlgorithm) -> ClipSettings {
        switch algorithm {
        // Yu et al. 2025, section 4.1.
        case .dapo: ClipSettings(low: 0.2, high: 0.28)
        // Zheng et al. 2025, section 5.1: ratios of sequences stay much nearer to 1.
        case .gspo: ClipSettings(low: 3e-4, high: 4e-4)
        default: ClipSettings()
        }
    }

    /// Answers a step, before dynamic sampling leaves some out.
    public var rolloutsPerStep: Int { groupSize * promptsPerStep }
}
