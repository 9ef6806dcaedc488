extension Trainer {
    /// Goes through a step's answers as often and in as many parts as the configuration says.
    func update(
        _ sequences: [TrainingSequence], _ targets: [PolicyObjective.Answer], _ step: Int, _ clock: inout StepClock
    ) async throws -> UpdateStatistics {
        let objective = PolicyObjective(configuration)
        var statistics = UpdateStatistics(
            learningRate: configuration.optimizer.rate(
                at: step, of: configuration.steps, highest: learningRate))
        let usable = sequences.indices.filter { !targets[$0].old.isEmpty }
        let passes = configuration.epochs * configuration.miniBatches
        for epoch in 0..<configuration.epochs {
            for part in parts(of: usable, step: step, epoch: epoch) where !part.isEmpty {
                let weights = PolicyObjective.weights(
                    counts: part.map { targets[$0].old.count }, aggregation: configuration.lossAggregation)
                // What has no gradient need not go through the model.
                let places = part.indices.filter { objective.hasGradient(targets[part[$0]]) }
                let own = places.map { sequences[part[$0]] }
                var totals = PolicyObjective.Totals()
                for range in MicroBatches.ranges(of: own, limit: configuration.microBatchTokens) {
                    try await control.beforeMicroStep()
                    await report(.training, Double(range.lowerBound) / Double(max(1, own.count)))
                    try clock.measure("training") {
                        _ = try policy.accumulateGradients(of: Array(own[range]), temperature: temperature) { scores in
                            zip(range, scores).map { index, scores in
                                objective.gradients(
                                    of: targets[part[places[index]]], scores: scores,
                                    weight: weights[places[index]], totals: &totals)
                            }
                        }
                    }
                }
                guard totals.loss.isFinite else {
                    throw TrainingError.notFinite(
                        name: "the loss", step: step, detail: "it is \(totals.loss) over \(totals.tokens) tokens")
                }
                statistics.totals += totals
                guard !places.isEmpty else { continue }
                let norm = try clock.measure("optimizer") {
                    try policy.step(
                        learningRate: statistics.learningRate,
                        maximumGradientNorm: configuration.optimizer.maximumGradientNorm)
                }
                guard norm.isFinite else {
                    throw TrainingError.notFinite(name: "the gradient's norm", step: step, detail: "it is \(norm)")
                }
                statistics.gradientNorms.append(norm)
            }
        }
        statistics.passes = passes
        return statistics
    }

    /// The mini-batches of an epoch: answers in their order, or shuffled where there are several parts.
    private func parts(of places: [Int], step: Int, epoch: Int) -> [[Int]] {
        let count = configuration.miniBatches
        guard count > 1 else { return [places] }
        let seed = Seeds.mix(Seeds.mix(UInt64(configuration.seed) ^ 0x5EED, step), epoch)
        let order = Permutation.order(places.count, seed: seed).map { places[$0] }
        return (0..<count).map { part in
            Array(order[part * order.count / count..<(part + 1) * order.count / count])
        }
    }
}

extension PolicyObjective {
    /// Whether anything of an answer's loss depends on the policy.
    func hasGradient(_ answer: Answer) -> Bool {
        entropyCoefficient != 0 || !answer.returns.isEmpty || !answer.reference.isEmpty && kl.coefficient != 0
            || answer.advantages.contains { $0 != 0 }
    }
}
