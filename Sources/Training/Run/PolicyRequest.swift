import VLM

/// What a policy is made from.
package struct PolicyRequest: Sendable {
    /// The model to start from, which is also the reference.
    package let model: Qwen25VL
    package let adaptation: AdaptationSettings
    package let weightDecay: Double
    /// Whether `referenceScores` will be asked for.
    package let needsReference: Bool
    /// Whether values are wanted, as PPO does.
    package let needsValues: Bool
    /// Decides new weights: adapters, value head.
    package let seed: UInt64

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
package typealias PolicyFactory = @Sendable (PolicyRequest) throws -> any TrainablePolicy
