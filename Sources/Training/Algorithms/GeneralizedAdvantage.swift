/// PPO's generalized advantage estimation from a value head.
///
/// ```
/// δ_t = r_t + γ V_t+1 − V_t        V after the last token is 0
/// Â_t = δ_t + γ λ Â_t+1
/// return_t = Â_t + V_t             A = whiten(Â)
/// ```
///
/// Source: J. Schulman et al., "High-dimensional continuous control using generalized advantage estimation",
/// arXiv 1506.02438, equation 16; as verl's `compute_gae_advantage_return`.
public enum GeneralizedAdvantage {
    /// Advantages, whitened over the batch, and the returns that values are to become.
    /// - Parameters:
    ///   - tokenRewards: of each answer's tokens.
    ///   - values: of the same tokens at the time of sampling.
    public static func advantages(
        tokenRewards: [[Double]], values: [[Double]], discount: Double, lambda: Double
    ) -> (advantages: [[Double]], returns: [[Double]]) {
        let estimates = zip(tokenRewards, values).map { rewards, values in
            estimate(rewards, values, discount, lambda)
        }
        let returns = zip(estimates, values).map { zip($0, $1).map { $0 + $1 } }
        return (Whitening.whitened(estimates), returns)
    }

    private static func estimate(
        _ rewards: [Double], _ values: [Double], _ discount: Double, _ lambda: Double
    ) -> [Double] {
        var result = rewards
        var (nextValue, next) = (0.0, 0.0)
        for index in rewards.indices.reversed() {
            let delta = rewards[index] + discount * nextValue - values[index]
            next = delta + discount * lambda * next
            result[index] = next
            nextValue = values[index]
        }
        return result
    }
}
