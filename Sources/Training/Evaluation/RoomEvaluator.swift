import SceneGraph

/// Measures what answers to some rooms are worth.
struct RoomEvaluator: Sendable {
    let scenes: [Scene]
    /// Answers a room, where they are sampled.
    let samples: Int
    let temperature: Double
    /// Decides all draws: what changes from one evaluation to the next is the model.
    let seed: UInt64

    /// Answers all rooms.
    /// - Parameter step: what the record says.
    func record(
        _ mode: EvaluationRecord.Mode, step: Int, maker: RolloutMaker,
        onRoom: @escaping @Sendable (_ done: Int) async -> Void = { _ in }
    ) async throws -> EvaluationRecord {
        let tasks = scenes.enumerated().map { number, scene in
            RolloutTask(
                prompt: number, scene: scene, seed: Seeds.mix(0xE7A1 ^ seed, number),
                samples: mode == .greedy ? 1 : samples, temperature: mode == .greedy ? 0 : temperature)
        }
        let groups = try await maker.groups(for: tasks, onGroup: onRoom)
        return EvaluationRecord(
            step: step, mode: mode, metrics: RolloutMetrics.metrics(of: groups),
            rollouts: groups.enumerated().flatMap { number, group in
                var first = group
                first.trajectories = Array(group.trajectories.prefix(1))
                return RolloutMetrics.records(of: first, prompt: number, step: step)
            })
    }
}
