/// RLOO: an answer's baseline is the mean reward of the other answers to its prompt.
///
/// ```
/// A_i = r_i − (Σ_j≠i r_j) / (N − 1) = (r_i − mean) N / (N − 1);   A_i = r_i where N = 1
/// ```
///
/// Source: A. Ahmadian et al., "Back to Basics: Revisiting REINFORCE Style Optimization", arXiv 2402.14740,
/// equation 9; as verl's `compute_rloo_outcome_advantage`.
public enum LeaveOneOutAdvantage {
    /// Advantages of answers.
    /// - Parameters:
    ///   - rewards: one an answer.
    ///   - groups: the prompt of each answer.
    public static func advantages(rewards: [Double], groups: [Int]) -> [Double] {
        var advantages = rewards
        for members in Groups.members(of: groups) where members.count > 1 {
            let count = Double(members.count)
            let mean = Groups.mean(members.map { rewards[$0] })
            for place in members { advantages[place] = (rewards[place] - mean) * count / (count - 1) }
        }
        return advantages
    }
}
