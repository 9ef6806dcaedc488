import Synchronization
import Training

/// Keeps all that it is told of.
final class RecordingObserver: TrainingObserver {
    struct Records {
        var starts: [TrainingStart] = []
        var rows: [MetricRow] = []
        var rollouts: [RolloutRecord] = []
        var evaluations: [EvaluationRecord] = []
        var checkpoints: [CheckpointRecord] = []
        var removed: [Int] = []
        var lines: [TrainingLogLine] = []
    }

    private let kept = Mutex(Records())
    private let onRow: @Sendable (MetricRow) throws -> Void

    init(onRow: @escaping @Sendable (MetricRow) throws -> Void = { _ in }) { self.onRow = onRow }

    var records: Records { kept.withLock { $0 } }

    func started(_ start: TrainingStart) async throws { kept.withLock { $0.starts.append(start) } }
    func record(_ row: MetricRow) async throws {
        kept.withLock { $0.rows.append(row) }
        try onRow(row)
    }
    func record(_ rollouts: [RolloutRecord]) async throws { kept.withLock { $0.rollouts += rollouts } }
    func record(_ evaluation: EvaluationRecord) async throws { kept.withLock { $0.evaluations.append(evaluation) } }
    func record(_ checkpoint: CheckpointRecord) async throws { kept.withLock { $0.checkpoints.append(checkpoint) } }
    func removed(checkpointOfStep step: Int) async throws { kept.withLock { $0.removed.append(step) } }
    func log(_ line: TrainingLogLine) async throws { kept.withLock { $0.lines.append(line) } }
}
