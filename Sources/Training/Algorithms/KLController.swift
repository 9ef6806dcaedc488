/// The coefficient of a KL penalty in the reward: fixed, or following the divergence toward a target.
///
/// ```
/// β ← β (1 + clip(KL / target − 1, −0.2, 0.2) · answers / horizon)
/// ```
///
/// Source: D. Ziegler et al., "Fine-tuning language models from human preferences", arXiv 1909.08593, section 2.2,
/// as verl's `AdaptiveKLController`.
public struct KLController: Hashable, Sendable {
    public private(set) var coefficient: Double
    private let target: Double?
    private let horizon: Double

    /// A controller that begins with the settings' coefficient, or with one that was reached.
    public init(_ settings: KLSettings, coefficient: Double? = nil) {
        self.coefficient = coefficient ?? settings.coefficient
        target = settings.target
        horizon = settings.horizon
    }

    /// Takes the divergence of some answers.
    public mutating func update(divergence: Double, answers: Int) {
        guard let target, divergence.isFinite else { return }
        let error = min(max(divergence / target - 1, -0.2), 0.2)
        coefficient *= 1 + error * Double(answers) / horizon
    }
}
