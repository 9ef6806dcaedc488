extension Trainer {
    /// Evaluates on held-out rooms, greedily and sampled, by the whole reward profile whatever the schedule's stage.
    /// - Returns: the greedy reward; nil where nothing is held out.
    func evaluate() async throws -> Double? {
        if let loss = try await evaluateRows() { return heldOut.isEmpty ? -loss : try await evaluateRooms() }
        return try await evaluateRooms()
    }

    private func evaluateRooms() async throws -> Double? {
        guard !heldOut.isEmpty else { return nil }
        var score: Double?
        for mode in [EvaluationRecord.Mode.greedy, .sampled] {
            let samples = mode == .greedy ? 1 : configuration.evaluation.samples
            guard samples > 0 else { continue }
            try await control.beforeMicroStep()
            await report(.evaluating, 0)
            let total = Double(heldOut.count)
            let evaluator = RoomEvaluator(
                scenes: heldOut, samples: samples, temperature: configuration.sampling.temperature,
                seed: UInt64(configuration.seed))
            let record = try await evaluator.record(
                mode, step: state.step, maker: rolloutMaker(weights: RewardWeights())
            ) { done in
                await self.report(.evaluating, Double(done) / total)
            }
            try await observer.record(record)
            if mode == .greedy { score = record["reward"] }
        }
        return score
    }

    /// The mean negative log-likelihood of held-out rows' tokens.
    private func evaluateRows() async throws -> Double? {
        guard let supervision, !supervision.heldOut.isEmpty else { return nil }
        let sequences = try supervision.heldOut.map {
            try $0.sequence(checkpoint, form: form, sampling: configuration.sampling)
        }
        var (sum, count) = (0.0, 0)
        for range in MicroBatches.ranges(of: sequences, limit: configuration.microBatchTokens) {
            try await control.beforeMicroStep()
            for scores in try policy.scores(of: Array(sequences[range]), temperature: 1) {
                sum -= scores.logProbabilities.reduce(0) { $0 + Double($1) }
                count += scores.logProbabilities.count
            }
        }
        let loss = sum / Double(max(1, count))
        try await observer.record(
            EvaluationRecord(
                step: state.step, mode: .given,
                metrics: [.init("loss", loss), .init("num_tokens", Double(count))], rollouts: []))
        return loss
    }
}
