import Foundation

/// Estimates of the Kullback-Leibler divergence KL(policy ‖ reference) from one token that was drawn from the
/// policy, with d = log p_policy − log p_reference:
///
/// | | value | |
/// |---|---|---|
/// | `k1` | d | unbiased, of either sign |
/// | `absolute` | \|d\| | |
/// | `squared` | d²/2 | k2: biased, of low variance |
/// | `lowVariance` | clamp(e^−d + d − 1, −10, 10) | k3: unbiased but for the clamp, never negative |
///
/// Source: J. Schulman, "Approximating KL divergence" (2020); the forms and the clamp are those of verl's
/// `kl_penalty` (`kl`, `abs`, `mse`, `low_var_kl`), which MetaSpatial uses.
public enum KLEstimator: String, CaseIterable, Hashable, Sendable {
    case k1
    case absolute = "abs"
    case squared = "k2"
    case lowVariance = "k3"

    /// The bound of k3.
    static let clamp = 10.0

    /// The estimate for one token.
    public func value(policy: Double, reference: Double) -> Double {
        let difference = policy - reference
        switch self {
        case .k1: return difference
        case .absolute: return abs(difference)
        case .squared: return 0.5 * difference * difference
        case .lowVariance: return min(max(exp(-difference) + difference - 1, -Self.clamp), Self.clamp)
        }
    }

    /// The estimate's derivative by the policy's log-probability.
    ///
    /// Of k1 it is 1 whatever the token, and its mean over tokens drawn from the policy carries no pull toward
    /// the reference: as a term of the loss k1 does nothing but add noise. It is offered since the original
    /// offers it; in the reward it is sound.
    public func derivative(policy: Double, reference: Double) -> Double {
        let difference = policy - reference
        switch self {
        case .k1: return 1
        case .absolute: return difference > 0 ? 1 : difference < 0 ? -1 : 0
        case .squared: return difference
        case .lowVariance:
            let value = exp(-difference) + difference - 1
            return value >= Self.clamp ? 0 : 1 - exp(-difference)
        }
    }
}
