extension Trainer {
    /// One step of supervised fine-tuning: the mean negative log-likelihood of the answers' tokens.
    ///
    /// ```
    /// L = −1/T Σ log p_t        over the T scored tokens of a mini-batch
    /// ```
    func superviseStep() async throws -> MetricRow {
        var clock = StepClock()
        let step = state.step + 1
        guard let supervision else { throw TrainingError.dataset("there are no examples") }
        let rate = configuration.optimizer.rate(at: step, of: configuration.steps, highest: learningRate)
        let first = state.nextPrompt
        let sequences = try clock.measure("examples") {
            try (first..<first + configuration.promptsPerStep).map { number in
                do {
                    return try supervision.example(at: number).sequence(
                        checkpoint, form: form, sampling: configuration.sampling)
                } catch {
                    throw TrainingError.room(step: step, prompt: number, reason: "\(error)")
                }
            }
        }
        var (loss, entropy, scored, norms) = (0.0, 0.0, 0, [Double]())
        let parts = configuration.miniBatches
        for part in 0..<parts {
            let own = Array(
                sequences[part * sequences.count / parts..<(part + 1) * sequences.count / parts])
            let count = own.reduce(0) { $0 + $1.scored.count }
            guard count > 0 else { continue }
            let weight = 1 / Double(count)
            for range in MicroBatches.ranges(of: own, limit: configuration.microBatchTokens) {
                try await control.beforeMicroStep()
                await report(.training, Double(range.lowerBound) / Double(own.count))
                try clock.measure("training") {
                    let gradients = own[range].map { sequence in
                        TokenGradients(
                            logProbabilities: [Float](repeating: Float(-weight), count: sequence.scored.count))
                    }
                    let scores = try policy.accumulateGradients(
                        of: Array(own[range]), temperature: 1, gradients: gradients)
                    for scores in scores {
                        loss -= weight * scores.logProbabilities.reduce(0) { $0 + Double($1) } / Double(parts)
                        entropy += scores.entropies.reduce(0) { $0 + Double($1) }
                    }
                }
            }
            guard loss.isFinite else {
                throw TrainingError.notFinite(name: "the loss", step: step, detail: "it is \(loss)")
            }
            let norm = try clock.measure("optimizer") {
                try policy.step(
                    learningRate: rate, maximumGradientNorm: configuration.optimizer.maximumGradientNorm)
            }
            guard norm.isFinite else {
                throw TrainingError.notFinite(name: "the gradient's norm", step: step, detail: "it is \(norm)")
            }
            norms.append(norm)
            scored += count
        }
        sampler = try clock.measure("snapshot") { try policy.snapshot() }
        let tokens = sequences.reduce(0) { $0 + $1.tokens.count }
        state.step = step
        state.nextPrompt += configuration.promptsPerStep
        state.tokens += tokens
        let lengths = sequences.map { Double($0.scored.count) }
        return MetricRow(
            step: step,
            metrics: [
                .init("loss", loss), .init("entropy", entropy / Double(max(1, scored))),
                .init("grad_norm", Groups.mean(norms)), .init("learning_rate", rate),
                .init("completions/mean_length", Groups.mean(lengths)),
            ] + clock.metrics(tokens: tokens) + [.init("num_tokens", Double(state.tokens))])
    }
}
