/// Numbers of sampled answers, by the names that TRL's users know.
enum RolloutMetrics {
    /// `reward`, `reward_std`, `frac_reward_zero_std`, `rewards/<term>`, `layout/…`, `completions/…`.
    ///
    /// `reward` is the mean of what trajectories are worth; `rewards/<term>` is what a term adds to it on average
    /// over turns, so that the terms' sum is the mean total. `reward_std` is the mean over groups of the deviation
    /// within the group.
    static func metrics(of groups: [RolloutGroup]) -> [MetricRow.Metric] {
        let turns = groups.flatMap(\.trajectories).flatMap(\.turns)
        let deviations = groups.map { Groups.standardDeviation($0.values) }
        let alike = deviations.count { $0 <= DynamicSampling.threshold }
        var metrics: [MetricRow.Metric] = [
            .init("reward", Groups.mean(groups.flatMap(\.values))), .init("reward_std", Groups.mean(deviations)),
            .init("frac_reward_zero_std", groups.isEmpty ? 0 : Double(alike) / Double(groups.count)),
        ]
        let terms = [
            "format", "collision", "constraint", "judge", "inside", "support", "clearance", "access", "overlong",
        ]
        for name in terms {
            let values = turns.compactMap { turn in turn.reward.contributions.first { $0.name == name }?.value }
            if !values.isEmpty {
                metrics.append(.init("rewards/\(name)", values.reduce(0, +) / Double(turns.count)))
            }
        }
        for name in ["collision_ratio", "constraint_ratio"] {
            let values = turns.compactMap { turn in turn.reward.terms.first { $0.name == name }?.value }
            if !values.isEmpty { metrics.append(.init("layout/\(name)", Groups.mean(values))) }
        }
        let lengths = turns.map { Double($0.tokenCount) }
        metrics += [
            .init("completions/min_length", lengths.min() ?? 0),
            .init("completions/mean_length", Groups.mean(lengths)),
            .init("completions/max_length", lengths.max() ?? 0),
            .init("completions/clipped_ratio", Groups.mean(turns.map { $0.isCut ? 1 : 0 })),
        ]
        if let count = groups.first?.trajectories.first?.turns.count, count > 1 {
            for turn in 0..<count {
                let totals = groups.flatMap(\.trajectories).compactMap { trajectory in
                    trajectory.turns.indices.contains(turn) ? trajectory.turns[turn].reward.total : nil
                }
                metrics.append(.init("reward/turn_\(turn + 1)", Groups.mean(totals)))
            }
        }
        return metrics
    }

    /// Records of all answers to one prompt.
    /// - Parameter advantages: of the turns in their order; empty in evaluation.
    static func records(
        of group: RolloutGroup, prompt: Int, step: Int, advantages: [Double] = []
    ) -> [RolloutRecord] {
        var records: [RolloutRecord] = []
        for (sample, trajectory) in group.trajectories.enumerated() {
            for (turn, answer) in trajectory.turns.enumerated() {
                let advantage = records.count < advantages.count ? advantages[records.count] : nil
                records.append(
                    RolloutRecord(
                        step: step, prompt: prompt, sample: sample, turn: turn, text: answer.text,
                        tokenCount: answer.tokenCount, reward: answer.reward.total, terms: answer.reward.terms,
                        advantage: advantage, scene: answer.reward.scene, isPlaced: answer.reward.isPlaced))
            }
        }
        return records
    }
}
