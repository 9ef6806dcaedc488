/// What the updates of a step had.
struct UpdateStatistics: Sendable {
    let learningRate: Double
    var totals = PolicyObjective.Totals()
    var gradientNorms: [Double] = []
    var passes = 1

    /// `loss`, `grad_norm`, `learning_rate`, `kl`, `entropy`, `clip_ratio…`: means over the step's tokens, and over
    /// its steps of the optimiser.
    /// - Parameter divergences: KL estimates against the reference at the time of sampling.
    func metrics(divergences: [Double]) -> [MetricRow.Metric] {
        let tokens = Double(max(1, totals.tokens))
        let steps = Double(max(1, passes))
        var metrics: [MetricRow.Metric] = [
            .init("loss", totals.loss / steps), .init("grad_norm", Groups.mean(gradientNorms)),
            .init("learning_rate", learningRate), .init("entropy", totals.entropy / tokens),
            .init("clip_ratio", (totals.clippedLow + totals.clippedHigh) / tokens),
            .init("clip_ratio/low", totals.clippedLow / tokens),
            .init("clip_ratio/high", totals.clippedHigh / tokens),
            .init("policy/old_kl", totals.oldDivergence / tokens),
            .init("sampling/logp_difference/max", totals.greatestDifference),
        ]
        if !divergences.isEmpty { metrics.append(.init("kl", Groups.mean(divergences))) }
        if totals.valueLoss != 0 { metrics.append(.init("value_loss", totals.valueLoss / steps)) }
        return metrics
    }
}
