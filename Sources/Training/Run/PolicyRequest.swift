import VLM

/// What a policy is made from.
struct PolicyRequest: Sendable {
    /// The model to start from, which is also the reference.
    let model: Qwen25VL
    let adaptation: AdaptationSettings
    let weightDecay: Double
    /// Whether `referenceScores` will be asked for.
    let needsReference: Bool
    /// Whether values are wanted, as PPO does.
    let needsValues: Bool
    /// Decides new weights: adapters, value head.
    let seed: UInt64

    init(model: Qwen25VL, configuration: TrainingConfiguration) {
        self.model = model
        adaptation = configuration.adaptation
        weightDecay = configuration.optimizer.weightDecay
        needsReference = configuration.algorithm.isReinforcement && configuration.kl.coefficient > 0
        needsValues = configuration.algorithm == .ppo
        seed = UInt64(truncatingIfNeeded: configuration.seed)
    }
}

/// Makes a policy.
typealias PolicyFactory = @Sendable (PolicyRequest) throws -> any TrainablePolicy
