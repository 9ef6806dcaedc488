import Curation
import Foundation
import Planning
import Rewards
import SceneGraph
import VLM

/// Measures a checkpoint on given scenes, as a user would use it: one greedy answer, or the best of some, mended or not.
///
/// ```swift
/// let trial = ModelTrial(modelDirectory: checkpoint, sampling: sampling)
/// let scores = try await trial.scores(on: scenes, samples: 8)
/// print(PlacementTally(scores).total.mean)
/// ```
public struct ModelTrial: Sendable {
    public let modelDirectory: URL
    /// How answers are decoded, and at which temperature where there are several.
    public var sampling: SamplingSettings
    /// Turns of an answer; the last one counts.
    public var turns = TurnSettings()
    /// Decides all draws.
    public var seed: UInt64 = 0

    /// A trial of a checkpoint.
    public init(modelDirectory: URL, sampling: SamplingSettings) {
        self.modelDirectory = modelDirectory
        self.sampling = sampling
    }

    /// Scenes that are decoded together.
    private static let batchCount = 16

    /// What the answers to scenes are worth.
    /// - Parameters:
    ///   - samples: more than 1 draws so many answers, of which the best by reward counts,
    ///     of equals the one that the embedded judge likes best.
    ///   - isDrawn: whether a single answer is drawn as well, rather than taking the most probable tokens.
    ///   - repairs: whether the answer is mended.
    ///   - onScenes: told how many scenes are done.
    /// - Returns: a score a scene for each turn, in the scenes' order.
    /// - Throws: `TrainingError`, what decoding throws.
    public func scores(
        on scenes: [Scene], samples: Int = 1, isDrawn: Bool = false, repairs: Bool = false,
        onScenes: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws -> [[PlacementScore]] {
        let maker = try await maker()
        var scores = [[PlacementScore]](repeating: [], count: turns.count)
        for first in stride(from: 0, to: scenes.count, by: Self.batchCount) {
            let range = first..<min(first + Self.batchCount, scenes.count)
            let begin = ContinuousClock.now
            let tasks = range.map { number in
                RolloutTask(
                    prompt: number, scene: scenes[number], seed: Seeds.mix(0x7E57 ^ seed, number), samples: samples,
                    temperature: samples == 1 && !isDrawn ? 0 : sampling.temperature)
            }
            let groups = try await maker.groups(for: tasks)
            var chosen: [[PlacementScore]] = []
            for turn in 0..<turns.count {
                chosen.append(
                    groups.map { group in
                        let answers = group.trajectories.compactMap { trajectory in
                            trajectory.turns.indices.contains(turn) ? trajectory.turns[turn].reward : nil
                        }
                        return Self.best(answers, of: group.scene, repairs: repairs)
                    })
            }
            let seconds = (ContinuousClock.now - begin) / .seconds(1) / Double(range.count)
            for turn in chosen.indices {
                scores[turn] += chosen[turn].map { score in
                    var score = score
                    score.seconds = seconds
                    return score
                }
            }
            await onScenes(range.upperBound)
        }
        return scores
    }

    private static func best(_ answers: [ScoredAnswer], of scene: Scene, repairs: Bool) -> PlacementScore {
        let scored = answers.map { (answer: $0, score: PlacementScore($0)) }
        let first = scored.max { ($0.score.total, $0.score.judge) < ($1.score.total, $1.score.judge) }
        guard let (best, score) = first else { return PlacementScore(format: 0, collisionRatio: 1, constraintRatio: 1) }
        guard repairs else { return score }
        let proposal: [Vector3?] =
            best.isPlaced
            ? best.scene.objects.map(\.position) : scene.objects.map { $0.isPinned ? $0.position : nil }
        return PlacementScore(LayoutRepair(scene: scene).repair(proposal).positions, in: scene)
    }

    private func maker() async throws -> RolloutMaker {
        let (checkpoint, form) = try await ModelFiles.opened(modelDirectory)
        return RolloutMaker(
            checkpoint: checkpoint, engine: LanguageModelEngine(checkpoint: checkpoint, limits: .rollouts),
            form: form, sampling: sampling, turns: turns, overlong: nil, profile: .metaSpatialV1,
            weights: RewardWeights(), judge: nil, judging: JudgeSettings(.none), allowedIDs: AllowedIDs())
    }
}
