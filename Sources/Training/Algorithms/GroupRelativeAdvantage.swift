/// GRPO: an answer's advantage is how far its reward lies above its group's mean, in standard deviations.
///
/// ```
/// A_i = (r_i − mean) / (std + 10^−6)         std unbiased, over the answers of one prompt
/// ```
///
/// An answer alone in its group has mean 0 and std 1, as in the original. Every token of the answer gets A_i.
///
/// Source: Z. Shao et al., "DeepSeekMath", arXiv 2402.03300, section 4.1; details as verl's
/// `compute_grpo_outcome_advantage`, which MetaSpatial uses.
public enum GroupRelativeAdvantage {
    /// Keeps the quotient finite where all rewards of a group are alike.
    public static let epsilon = 1e-6

    /// Advantages of answers.
    /// - Parameters:
    ///   - rewards: one an answer.
    ///   - groups: the prompt of each answer.
    public static func advantages(rewards: [Double], groups: [Int]) -> [Double] {
        var advantages = [Double](repeating: 0, count: rewards.count)
        for members in Groups.members(of: groups) {
            let own = members.map { rewards[$0] }
            let (mean, deviation) = statistics(own)
            for place in members { advantages[place] = (rewards[place] - mean) / (deviation + epsilon) }
        }
        return advantages
    }

    /// Mean and deviation of a group; 0 and 1 for one answer.
    static func statistics(_ rewards: [Double]) -> (mean: Double, deviation: Double) {
        rewards.count > 1 ? (Groups.mean(rewards), Groups.standardDeviation(rewards)) : (0, 1)
    }
}
