import Foundation
import Rewards
import SceneGraph
import VLM

/// Measures a checkpoint on rooms that training with the same settings holds out.
///
/// ```swift
/// let evaluation = ModelEvaluation(configuration: configuration, modelDirectory: checkpoint)
/// for record in try await evaluation.records() { print(record.mode, record["reward"] ?? .nan) }
/// ```
public struct ModelEvaluation: Sendable {
    /// Rooms, sampling, turns and reward are those of a training run.
    public let configuration: TrainingConfiguration
    public let modelDirectory: URL
    /// Where the judge comes from that the configuration names.
    public let judges: any JudgeProvider

    /// An evaluation.
    public init(
        configuration: TrainingConfiguration, modelDirectory: URL, judges: any JudgeProvider = BuiltInJudges()
    ) {
        self.configuration = configuration
        self.modelDirectory = modelDirectory
        self.judges = judges
    }

    /// Answers all held-out rooms, greedily and then sampled.
    /// - Parameter onRoom: told of the mode and the part of its rooms that are done, 0...1.
    /// - Throws: `TrainingError`, what decoding throws.
    public func records(
        onRoom: @escaping @Sendable (EvaluationRecord.Mode, Double) async -> Void = { _, _ in }
    ) async throws -> [EvaluationRecord] {
        let (checkpoint, form) = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try open() }) }
        }
        let feed = RoomFeed(
            configuration.source, heldOut: configuration.evaluation.rooms, seed: UInt64(configuration.seed))
        let scenes = try feed.heldOut()
        guard !scenes.isEmpty else { throw TrainingError.dataset("no rooms are held out") }
        let judge: (any Judge)?
        do {
            judge = try judges.judge(configuration.reward.judge)
        } catch { throw TrainingError.judge(error.description) }
        let maker = RolloutMaker(
            checkpoint: checkpoint, engine: LanguageModelEngine(checkpoint: checkpoint, limits: .rollouts),
            form: form, sampling: configuration.sampling, turns: configuration.turns,
            overlong: configuration.overlong, profile: configuration.reward.profile, weights: RewardWeights(),
            judge: judge, judging: configuration.reward.judge, allowedIDs: AllowedIDs())
        let evaluator = RoomEvaluator(
            scenes: scenes, samples: configuration.evaluation.samples,
            temperature: configuration.sampling.temperature, seed: UInt64(configuration.seed))
        var records: [EvaluationRecord] = []
        for mode in [EvaluationRecord.Mode.greedy, .sampled]
        where mode == .greedy || configuration.evaluation.samples > 0 {
            let record = try await evaluator.record(mode, step: 0, maker: maker) { done in
                await onRoom(mode, Double(done) / Double(scenes.count))
            }
            records.append(record)
        }
        return records
    }

    private func open() throws -> (LoadedCheckpoint, PromptForm) {
        do {
            let hints = try ModelFiles.hints(in: modelDirectory)
            return (
                try LoadedCheckpoint(directory: modelDirectory),
                hints?["prompt_form"]?.stringValue.flatMap(PromptForm.init) ?? .metaspatial
            )
        } catch {
            throw TrainingError.model(directory: modelDirectory.path, reason: "\(error)")
        }
    }
}

extension EngineLimits {
    /// For whole batches of rollouts at once.
    static var rollouts: EngineLimits {
        var limits = EngineLimits()
        limits.maximumWaitingRequests = .max
        limits.maximumSequences = 64
        return limits
    }
}
