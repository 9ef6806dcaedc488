/// REINFORCE++: the return of each token from there on, whitened over all tokens of the batch.
///
/// ```
/// G_t = r_t + γ G_t+1        A = whiten(G)
/// ```
///
/// Source: J. Hu, "REINFORCE++", arXiv 2501.03262; as verl's `compute_reinforce_plus_plus_outcome_advantage`.
public enum ReinforcePlusPlusAdvantage {
    /// Advantages and returns of tokens.
    /// - Parameter tokenRewards: of each answer's tokens; the reward stands at the last, a KL penalty at each.
    public static func advantages(
        tokenRewards: [[Double]], discount: Double
    ) -> (advantages: [[Double]], returns: [[Double]]) {
        let returns = tokenRewards.map { Self.returns($0, discount: discount) }
        return (Whitening.whitened(returns), returns)
    }

    /// G_t of one answer.
    static func returns(_ rewards: [Double], discount: Double) -> [Double] {
        var result = rewards
        var next = 0.0
        for index in rewards.indices.reversed() {
            next = rewards[index] + discount * next
            result[index] = next
        }
        return result
    }
}
