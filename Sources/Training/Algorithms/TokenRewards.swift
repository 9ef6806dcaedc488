/// Where a reward stands among an answer's tokens.
public enum TokenRewards {
    /// The reward at the last token, and a KL penalty taken from each where it is part of the reward.
    ///
    /// ```
    /// r_t = [t is last] R − β kl(log p_t, log p_ref,t)
    /// ```
    ///
    /// Source: verl's `apply_kl_penalty`.
    /// - Parameter divergences: the KL estimate of each token; empty for none.
    public static func placed(
        reward: Double, count: Int, divergences: [Double] = [], coefficient: Double = 0
    ) -> [Double] {
        guard count > 0 else { return [] }
        var rewards = [Double](repeating: 0, count: count)
        for (index, divergence) in divergences.prefix(count).enumerated() {
            rewards[index] = -coefficient * divergence
        }
        rewards[count - 1] += reward
        return rewards
    }
}
