import Curation
import Imaging
import Rendering
import Rewards
import SceneGraph
import VLM

/// Samples answers to rooms, turn by turn, and scores them.
///
/// The answers to one prompt are one request to the engine, so they share the prompt's keys and values, and all
/// requests of a step are decoded in one batch. While some are decoded, others are scored and drawn on Swift's own
/// threads.
struct RolloutMaker: Sendable {
    let checkpoint: LoadedCheckpoint
    let engine: LanguageModelEngine
    let form: PromptForm
    let sampling: SamplingSettings
    let turns: TurnSettings
    let overlong: OverlongSettings?
    let profile: RewardProfile
    let weights: RewardWeights
    /// Nil: nobody is asked.
    let judge: (any Judge)?
    let judging: JudgeSettings
    let allowedIDs: AllowedIDs

    /// All groups, in the order of the tasks.
    ///
    /// Where the judge failed on an answer, no answer counts its term: answers must not be worth less than others
    /// because the judge was down.
    /// - Parameter onGroup: told after each group.
    /// - Throws: `TrainingError.judge` where the job wants to stop then.
    func groups(
        for tasks: [RolloutTask], onGroup: @escaping @Sendable (_ done: Int) async -> Void = { _ in }
    ) async throws -> [RolloutGroup] {
        let groups = try await withThrowingTaskGroup(of: (Int, RolloutGroup).self) { work in
            for (place, task) in tasks.enumerated() {
                work.addTask { (place, try await group(for: task)) }
            }
            var groups = [RolloutGroup?](repeating: nil, count: tasks.count)
            var done = 0
            for try await (place, group) in work {
                groups[place] = group
                done += 1
                await onGroup(done)
            }
            return groups.compactMap { $0 }
        }
        guard let failure = groups.lazy.compactMap(\.judgeFailure).first else { return groups }
        guard judging.onFailure == .goOn else { throw TrainingError.judge(failure) }
        return groups.map { unjudged($0, .unavailable(failure)) }
    }

    private func scorer(_ scene: Scene) -> AnswerScorer {
        AnswerScorer(scene: scene, profile: profile, weights: weights, grading: judging.grading)
    }

    /// A group with the rewards that it would have without the judge.
    private func unjudged(_ group: RolloutGroup, _ reply: JudgeReply) -> RolloutGroup {
        let scorer = scorer(group.scene)
        var copy = group
        for (number, trajectory) in group.trajectories.enumerated() {
            let turns = trajectory.turns.map { turn in
                var turn = turn
                turn.reward = reward(turn.text, reply, tokens: turn.tokenCount, isCut: turn.isCut, scorer)
                return turn
            }
            copy.trajectories[number] = Trajectory(
                turns: turns, value: self.turns.total(of: turns.map(\.reward.total)))
        }
        return copy
    }

    private func group(for task: RolloutTask) async throws -> RolloutGroup {
        let scorer = scorer(task.scene)
        let maker = TurnMaker(form: form, scene: task.scene)
        let first = try await answers(
            task, maker, scorer, previous: nil, samples: task.samples, seed: Seeds.mix(task.seed, 0))
        let trajectories = try await withThrowingTaskGroup(of: (Int, Trajectory).self) { work in
            for (sample, turn) in first.enumerated() {
                work.addTask {
                    var turns = [turn]
                    while turns.count < self.turns.count, let last = turns.last {
                        let seed = Seeds.mix(Seeds.mix(task.seed, turns.count), sample + 1)
                        turns += try await answers(
                            task, maker, scorer, previous: last, samples: 1, seed: seed)
                    }
                    let value = self.turns.total(of: turns.map(\.reward.total))
                    return (sample, Trajectory(turns: turns, value: value))
                }
            }
            var all = [Trajectory?](repeating: nil, count: first.count)
            for try await (sample, trajectory) in work { all[sample] = trajectory }
            return all.compactMap { $0 }
        }
        return RolloutGroup(prompt: task.prompt, scene: task.scene, trajectories: trajectories)
    }

    /// One turn.
    private func answers(
        _ task: RolloutTask, _ maker: TurnMaker, _ scorer: AnswerScorer, previous: Trajectory.Turn?,
        samples: Int, seed: UInt64
    ) async throws -> [Trajectory.Turn] {
        let picture =
            sampling.showsPicture(at: task.prompt)
            ? try ModelPicture.make(
                of: previous.flatMap { $0.reward.isPlaced ? $0.reward.scene : nil }, room: task.scene.room) : nil
        let told = previous.map { turn in
            TurnMaker.Previous(
                response: turn.text, total: turn.reward.total,
                terms: turn.reward.terms.map { (name: $0.name, value: $0.value) }, in: task.scene)
        }
        let messages: [GenerationRequest.Message] = [
            .init(role: "system", text: maker.systemText),
            .init(
                role: "user",
                parts: (picture.map { [.image($0)] } ?? [])
                    + [.text(maker.userText(previous: told, showsPicture: picture != nil))]),
        ]
        let prompt = try PromptEncoder.prompt(messages, checkpoint)
        var request = GenerationRequest(messages: messages, answer: try answer(scorer.scene))
        request.fitsContext = sampling.decoding == .guided
        request.samples = samples
        request.sampling = SamplingParameters(temperature: task.temperature)
        request.seed = seed
        request.recordsAllowed = true
        let response = try await engine.generate(request, onText: nil)
        let replies = try await withThrowingTaskGroup(of: (Int, JudgeReply).self) { work in
            for (number, sample) in response.samples.enumerated() {
                work.addTask { (number, try await scorer.reply(of: judge, to: sample.text)) }
            }
            var replies = [JudgeReply](repeating: .absent, count: response.samples.count)
            for try await (number, reply) in work { replies[number] = reply }
            return replies
        }
        return zip(response.samples, replies).map { turn($0, $1, prompt, scorer) }
    }

    /// What an answer to a scene may be.
    private func answer(_ scene: Scene) throws -> GenerationRequest.Answer {
        switch sampling.decoding {
        case .constrained:
            let skeleton = AnswerSkeleton(
                ids: scene.objects.map(\.id), room: scene.room.size, thinkTokens: sampling.thinkTokens)
            return .constrained(try skeleton.segments())
        case .guided: return .unfolding(GuidedGrammar(scene, facts: sampling.toldFacts ?? .stretches))
        case .free: return .free(maximumTokens: sampling.maximumTokens)
        }
    }

    private func reward(
        _ text: String, _ reply: JudgeReply, tokens: Int, isCut: Bool, _ scorer: AnswerScorer
    ) -> ScoredAnswer {
        var reward = scorer.score(text, judge: reply)
        if let overlong, sampling.decoding == .free {
            let penalty = OverlongPenalty.value(
                tokens: tokens, limit: sampling.maximumTokens, isCut: isCut, settings: overlong)
            reward.total += penalty
            reward.contributions.append(.init("overlong", penalty))
        }
        return reward
    }

    /// A sample, scored.
    private func turn(
        _ sample: GenerationResponse.Sample, _ reply: JudgeReply, _ prompt: LoadedCheckpoint.Prompt,
        _ scorer: AnswerScorer
    ) -> Trajectory.Turn {
        let isCut = sample.finishReason == .length
        let reward = reward(sample.text, reply, tokens: sample.tokens.count, isCut: isCut, scorer)
        let ids = sample.tokens.map(\.id)
        var scored: [TrainingSequence.ScoredToken] = []
        var logProbabilities: [Double] = []
        for (offset, token) in sample.tokens.enumerated() where !token.isForced {
            scored.append(
                .init(index: prompt.tokens.count + offset, allowed: token.allowed.map(allowedIDs.shared)))
            logProbabilities.append(Double(token.logProbability))
        }
        return Trajectory.Turn(
            sequence: TrainingSequence(prompt: prompt, answer: ids, scored: scored),
            logProbabilities: logProbabilities,
            tokenFaults: tokenFaults(sample, reward, scorer), text: sample.text, tokenCount: ids.count,
            isCut: isCut, reward: reward)
    }

    /// What each drawn token's object is at fault.
    private func tokenFaults(
        _ sample: GenerationResponse.Sample, _ reward: ScoredAnswer, _ scorer: AnswerScorer
    ) -> [Double?] {
        let tokenizer = checkpoint.tokenizer
        let pieces = sample.tokens.map { tokenizer.isSpecial($0.id) ? [] : Array(tokenizer.bytes(of: $0.id)) }
        let bytes = pieces.flatMap { $0 }
        let ids = scorer.scene.objects.map(\.id)
        let spans =
            switch (sampling.decoding, sampling.toldFacts) {
            case (.guided, _): CoordinateSpans(guided: bytes, ids: ids)
            case (_, nil): CoordinateSpans(bytes: bytes)
            default: CoordinateSpans(worked: bytes, ids: ids)
            }
        let faults = scorer.faults(of: reward)
        var place = 0
        var result: [Double?] = []
        for (token, piece) in zip(sample.tokens, pieces) {
            let object = piece.isEmpty ? nil : spans.object(at: place..<place + piece.count)
            place += piece.count
            if !token.isForced { result.append(object.flatMap { faults[$0] }) }
        }
        return result
    }
}
