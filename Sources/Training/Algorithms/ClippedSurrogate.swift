import Foundation

/// PPO's clipped surrogate, a loss for one token (or, with GSPO, one answer).
///
/// ```
/// ρ = exp(log p − log p_old)
/// L = max(−A ρ, −A ρ̄),   ρ̄ = exp(clamp(log p − log p_old, ln(1 − ε_low), ln(1 + ε_high)))
/// ```
///
/// ε_low = ε_high in the original; DAPO's clip-higher has ε_high above ε_low, so that unlikely tokens can grow.
///
/// Source: J. Schulman et al., "Proximal policy optimization algorithms", arXiv 1707.06347, equation 7; Q. Yu et
/// al., "DAPO", arXiv 2503.14476, section 3.1; the clamp of the logarithm as verl's `compute_policy_loss`.
public enum ClippedSurrogate {
    /// A term of the loss.
    public struct Term: Hashable, Sendable {
        public let loss: Double
        /// ∂loss/∂log p.
        public let derivative: Double
        public let ratio: Double
        /// Whether the clipped term is the greater, so that no gradient passes.
        public let isClipped: Bool
    }

    /// The term of one log-probability.
    public static func term(
        logProbability: Double, old: Double, advantage: Double, clip: ClipSettings
    ) -> Term {
        let difference = logProbability - old
        let ratio = exp(difference)
        let clippedRatio = exp(min(max(difference, log(1 - clip.low)), log(1 + clip.high)))
        let (plain, clipped) = (-advantage * ratio, -advantage * clippedRatio)
        let isClipped = clipped > plain
        return Term(
            loss: isClipped ? clipped : plain, derivative: isClipped ? 0 : plain, ratio: ratio,
            isClipped: isClipped)
    }
}
