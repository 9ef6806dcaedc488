/// Advantages of all tokens of a step by the algorithm of a configuration.
///
/// What a trajectory of the batch is worth stands at its last token: the turns of an answer are one episode, or each is one.
struct AdvantageEstimator: Sendable {
    let algorithm: TrainingAlgorithm
    let discount: Double
    let lambda: Double
    let spatial: SpatialSettings
    /// What advantages below zero are multiplied by.
    let negativeAdvantages: Double

    init(_ configuration: TrainingConfiguration) {
        algorithm = configuration.algorithm
        discount = configuration.discount
        lambda = configuration.critic.lambda
        spatial = configuration.spatial
        negativeAdvantages = configuration.negativeAdvantages
    }

    /// Advantages, and with PPO the returns that values are to become, of each answer's tokens.
    /// - Parameters:
    ///   - divergences: the KL estimates of each answer's tokens where they are part of the reward, else empty.
    ///   - coefficient: of these.
    ///   - values: of each answer's tokens at the time of sampling; with PPO only.
    ///   - baselines: what the greedy answer to each trajectory's prompt is worth; with ReMax only.
    func estimate(
        _ batch: AnswerBatch, divergences: [[Double]] = [], coefficient: Double = 0, values: [[Double]] = [],
        baselines: [Double] = []
    ) -> (advantages: [[Double]], returns: [[Double]]) {
        var result = unweighted(batch, divergences, coefficient, values, baselines)
        result.advantages = SignedAdvantage.weighted(result.advantages, negative: negativeAdvantages)
        return result
    }

    private func unweighted(
        _ batch: AnswerBatch, _ divergences: [[Double]], _ coefficient: Double, _ values: [[Double]],
        _ baselines: [Double]
    ) -> (advantages: [[Double]], returns: [[Double]]) {
        let faults = batch.joined(batch.answers.map(\.tokenFaults))
        let penalties =
            divergences.isEmpty ? [[Double]](repeating: [], count: batch.values.count) : batch.joined(divergences)
        let merits = zip(batch.values, batch.baselines).map { $0 - $1 }
        let tokenRewards = merits.indices.map { index in
            TokenRewards.placed(
                reward: merits[index], count: faults[index].count, divergences: penalties[index],
                coefficient: coefficient)
        }
        // A trajectory without a drawn token has no place for its reward, but is compared with all the same.
        let totals = merits.indices.map { index in
            tokenRewards[index].isEmpty ? merits[index] : tokenRewards[index].reduce(0, +)
        }
        func spread(_ values: [Double]) -> [[Double]] {
            zip(values, faults).map { [Double](repeating: $0, count: $1.count) }
        }
        switch algorithm {
        case .sft: return ([], [])
        case .grpo, .dapo, .gspo:
            let own = GroupRelativeAdvantage.advantages(rewards: totals, groups: batch.groups)
            return (batch.split(spread(own)), [])
        case .rloo:
            let own = LeaveOneOutAdvantage.advantages(rewards: totals, groups: batch.groups)
            return (batch.split(spread(own)), [])
        case .spatial:
            let own = SpatialAdvantage.advantages(
                returns: zip(totals, batch.baselines).map { $0 + $1 }, baselines: batch.baselines, groups: batch.groups,
                tokenFaults: faults, isCentred: spatial.isCentred)
            return (batch.split(own), [])
        case .reinforcePlusPlus:
            let own = ReinforcePlusPlusAdvantage.advantages(tokenRewards: tokenRewards, discount: discount)
            return (batch.split(own.advantages), [])
        case .remax:
            let own = GreedyBaselineAdvantage.advantages(tokenRewards: tokenRewards, baselines: baselines)
            return (batch.split(own), [])
        case .ppo:
            let own = GeneralizedAdvantage.advantages(
                tokenRewards: tokenRewards, values: batch.joined(values), discount: discount, lambda: lambda)
            return (batch.split(own.advantages), batch.split(own.returns))
        }
    }
}
