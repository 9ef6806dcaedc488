/// ReMax: REINFORCE with the reward of the greedy answer to the same prompt as baseline.
///
/// ```
/// A_t = Σ_u≥t r_u − b        b: the whole reward of the greedy answer
/// ```
///
/// Source: Z. Li et al., "ReMax", arXiv 2310.10505, equation 4; as verl's `compute_remax_outcome_advantage`.
public enum GreedyBaselineAdvantage {
    /// Advantages of tokens.
    /// - Parameters:
    ///   - tokenRewards: of each answer's tokens.
    ///   - baselines: b of each answer's prompt.
    public static func advantages(tokenRewards: [[Double]], baselines: [Double]) -> [[Double]] {
        zip(tokenRewards, baselines).map { rewards, baseline in
            ReinforcePlusPlusAdvantage.returns(rewards, discount: 1).map { $0 - baseline }
        }
    }
}
