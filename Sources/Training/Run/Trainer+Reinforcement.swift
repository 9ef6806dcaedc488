import SceneGraph

extension Trainer {
    /// What a step sampled.
    private struct Sampled {
        var groups: [RolloutGroup] = []
        /// What the greedy answer to each group's prompt is worth; with ReMax only.
        var baselines: [Double] = []
        /// Groups that were sampled anew, since their rewards were all alike.
        var discarded = 0
    }

    /// One step: sample, reward, compare, update.
    func reinforceStep() async throws -> MetricRow {
        var clock = StepClock()
        let step = state.step + 1
        let progress = Double(state.step) / Double(configuration.steps)
        let maker = rolloutMaker(weights: configuration.reward.weights(at: progress))
        let sampled = try await clock.measure("rollout") { try await sample(step, maker) }
        try check(sampled.groups, step)
        if let failure = sampled.groups.lazy.compactMap(\.judgeFailure).first {
            try await observer.log(
                TrainingLogLine(
                    step: step, level: .warning, "the step goes without its judge's term: \(failure)"))
        }
        let batch = AnswerBatch(sampled.groups, credit: configuration.turns.credit)
        let reference = try await clock.measure("reference") { try await referenceScores(batch) }
        let values = try await clock.measure("values") { try await oldValues(batch) }
        let divergences = divergences(batch, reference)
        let isInReward = configuration.kl.place == .reward && !reference.isEmpty
        let estimate = AdvantageEstimator(configuration).estimate(
            batch, divergences: isInReward ? divergences : [], coefficient: state.klCoefficient,
            values: values, baselines: sampled.baselines)
        let targets = batch.answers.indices.map { index in
            var answer = PolicyObjective.Answer(
                old: batch.answers[index].logProbabilities, advantages: estimate.advantages[index])
            if !reference.isEmpty, !isInReward { answer.reference = reference[index] }
            if !estimate.returns.isEmpty {
                answer.oldValues = values[index]
                answer.returns = estimate.returns[index]
            }
            return answer
        }
        let update = try await self.update(batch.answers.map(\.sequence), targets, step, &clock)
        sampler = try clock.measure("snapshot") { try policy.snapshot() }
        if isInReward { updateController(divergences) }
        state.step = step
        state.tokens += batch.answers.reduce(0) { $0 + $1.sequence.tokens.count }
        try await observer.record(records(sampled.groups, batch, estimate.advantages, step))
        return MetricRow(
            step: step,
            metrics: RolloutMetrics.metrics(of: sampled.groups)
                + [.init("groups_discarded", Double(sampled.discarded))]
                + update.metrics(divergences: divergences.flatMap { $0 })
                + clock.metrics(tokens: batch.answers.reduce(0) { $0 + $1.sequence.tokens.count })
                + [.init("num_tokens", Double(state.tokens))])
    }

    // MARK: Sampling

    private func sample(_ step: Int, _ maker: RolloutMaker) async throws -> Sampled {
        var sampled = Sampled()
        var spare: [RolloutGroup] = []
        let wanted = configuration.promptsPerStep
        let rounds = configuration.dynamicSampling.isOn ? configuration.dynamicSampling.maximumRounds : 1
        for _ in 0..<rounds where sampled.groups.count < wanted {
            try await control.beforeMicroStep()
            let tasks = try tasks(wanted - sampled.groups.count, step)
            let isGreedyNeeded = configuration.algorithm == .remax
            let greedy = isGreedyNeeded ? tasks.map { $0.greedy } : []
            await report(.sampling, 0)
            let total = Double(tasks.count + greedy.count)
            let groups = try await maker.groups(for: tasks + greedy) { done in
                await self.report(.sampling, Double(done) / total)
            }
            sampled.baselines += groups.dropFirst(tasks.count).compactMap { $0.values.first }
            for group in groups.prefix(tasks.count) {
                if rounds == 1 || DynamicSampling.isInformative(group.values) {
                    sampled.groups.append(group)
                } else {
                    spare.append(group)
                }
            }
        }
        let filled = spare.prefix(wanted - sampled.groups.count)
        sampled.discarded = spare.count - filled.count
        sampled.groups += filled
        if configuration.algorithm == .remax {
            sampled.baselines = zip(sampled.groups, sampled.baselines).flatMap { group, baseline in
                [Double](repeating: baseline, count: group.trajectories.count)
            }
        }
        return sampled
    }

    private func tasks(_ count: Int, _ step: Int) throws -> [RolloutTask] {
        let first = state.nextPrompt
        state.nextPrompt += count
        return try (first..<first + count).map { number in
            do {
                return RolloutTask(
                    prompt: number, scene: try feed.training(at: number),
                    seed: Seeds.mix(UInt64(configuration.seed), number), samples: configuration.groupSize,
                    temperature: configuration.sampling.temperature)
            } catch {
                throw TrainingError.room(step: step, prompt: number, reason: "\(error)")
            }
        }
    }

    private func check(_ groups: [RolloutGroup], _ step: Int) throws {
        for group in groups {
            for (sample, value) in group.values.enumerated() where !value.isFinite {
                throw TrainingError.notFinite(
                    name: "the reward", step: step,
                    detail: "answer \(sample) to prompt \(group.prompt) is worth \(value)")
            }
        }
    }

    // MARK: Scores

    private func referenceScores(_ batch: AnswerBatch) async throws -> [[Double]] {
        guard configuration.kl.coefficient > 0 else { return [] }
        return try await scores(batch, \.logProbabilities) { [temperature] in
            try policy.referenceScores(of: $0, temperature: temperature)
        }
    }

    private func oldValues(_ batch: AnswerBatch) async throws -> [[Double]] {
        guard configuration.algorithm == .ppo else { return [] }
        return try await scores(batch, \.values) { [temperature] in
            try policy.scores(of: $0, temperature: temperature)
        }
    }

    /// What logits are divided by.
    var temperature: Float { Float(configuration.sampling.temperature) }

    private func scores(
        _ batch: AnswerBatch, _ part: KeyPath<TokenScores, [Float]>,
        _ score: ([TrainingSequence]) throws -> [TokenScores]
    ) async throws -> [[Double]] {
        let sequences = batch.answers.map(\.sequence)
        var result: [[Double]] = []
        for range in MicroBatches.ranges(of: sequences, limit: configuration.microBatchTokens) {
            try await control.beforeMicroStep()
            result += try score(Array(sequences[range])).map { $0[keyPath: part].map(Double.init) }
        }
        return result
    }

    private func divergences(_ batch: AnswerBatch, _ reference: [[Double]]) -> [[Double]] {
        zip(batch.answers, reference).map { answer, reference in
            zip(answer.logProbabilities, reference).map {
                configuration.kl.kind.value(policy: $0, reference: $1)
            }
        }
    }

    private func updateController(_ divergences: [[Double]]) {
        var controller = KLController(configuration.kl, coefficient: state.klCoefficient)
        controller.update(
            divergence: Groups.mean(divergences.filter { !$0.isEmpty }.map(Groups.mean)), answers: divergences.count)
        state.klCoefficient = controller.coefficient
    }

    // MARK: Records

    private func records(
        _ groups: [RolloutGroup], _ batch: AnswerBatch, _ advantages: [[Double]], _ step: Int
    ) -> [RolloutRecord] {
        guard let first = groups.first else { return [] }
        return RolloutMetrics.records(of: first, prompt: 0, step: step, advantages: advantages.map(Groups.mean))
    }
}

extension RolloutTask {
    /// The same room answered once, greedily.
    var greedy: RolloutTask {
        RolloutTask(prompt: prompt, scene: scene, seed: seed, samples: 1, temperature: 0)
    }
}
