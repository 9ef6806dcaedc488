import Rewards

extension RewardWeights {
    /// What each term adds to the total of an answer: their sum is the total.
    /// - Parameter fineJudgeSum: the sum of the judge's grades before they are cut to whole ones, where that counts.
    func contributions(
        to result: RewardResult, profile: RewardProfile, fineJudgeSum: Double? = nil
    ) -> [MetricRow.Metric] {
        let terms = result.terms
        switch profile {
        case .metaSpatialV1:
            var contributions = [MetricRow.Metric("format", format * 0.5 * (terms.format ?? 0))]
            contributions.append(.init("collision", -collision * 0.2 * (terms.collisionRatio ?? 0)))
            contributions.append(.init("constraint", -constraint * 0.2 * (terms.constraintRatio ?? 0)))
            if let sum = fineJudgeSum ?? terms.judgeSum { contributions.append(.init("judge", judge * sum / 50)) }
            return contributions
        case .physical:
            let multiples: [(name: String, term: String, multiple: Double)] = [
                ("collision", "collision", collision), ("constraint", "relations", constraint),
                ("inside", "inside", inside), ("support", "support", support), ("clearance", "clearance", clearance),
                ("access", "access", access), ("judge", "judge", judge),
            ]
            let weights = PhysicalWeights(of: terms)
            let placed = result.physical?.terms ?? []
            return [MetricRow.Metric("format", format * weights.format * (terms.format ?? 0))]
                + multiples.filter { $0.name != "judge" || weights.judge > 0 }.map { name, term, multiple in
                    let worth = placed.first { $0.name == term }.map { $0.weight * $0.value } ?? 0
                    return MetricRow.Metric(name, multiple * worth)
                }
        }
    }
}
