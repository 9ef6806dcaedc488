import Foundation
import JSON
import Persistence
import Training

/// Keeps what a running job tells, and wakes those who watch it.
struct TrainingRecorder: TrainingObserver {
    let jobID: String
    /// The step at which the job is to be put aside, at a checkpoint; nil for none.
    let stopStep: Int?
    let store: Store
    let feed: TrainingFeed
    /// Where the job is, for those who ask.
    let board: TrainingProgressBoard
    let control: TrainingControl

    func started(_ start: TrainingStart) async throws {
        try await go(on: try await store.beginTraining(jobID, atStep: start.resumedStep, plan: start.json))
        // The process may have died between that checkpoint and its being noticed.
        if let stopStep, start.resumedStep >= stopStep { control.cancel() }
    }

    func record(_ row: MetricRow) async throws {
        try await keep(row.metrics, at: .init(step: row.step, kind: .step))
    }

    func record(_ rollouts: [RolloutRecord]) async throws {
        guard let step = rollouts.first?.step else { return }
        try await keep(rollouts, at: .init(step: step, kind: .step))
    }

    func record(_ evaluation: EvaluationRecord) async throws {
        let position = TrainingMetricRecord.Position(evaluation)
        try await keep(evaluation.rollouts, at: position)
        try await keep(evaluation.metrics, at: position)
    }

    func record(_ checkpoint: CheckpointRecord) async throws {
        feed.changed(jobID)
        if let stopStep, checkpoint.step >= stopStep { control.cancel() }
    }

    func removed(checkpointOfStep step: Int) async throws {
        feed.changed(jobID)
    }

    func log(_ line: TrainingLogLine) async throws {
        let note = TrainingNoteRecord(
            step: line.step, recordedAt: Timestamp.now(), isWarning: line.level == .warning, message: line.message)
        try await go(on: try await store.recordTraining(jobID, note: note))
    }

    func progress(_ progress: TrainingProgress) async {
        if board.set(progress, of: jobID) { feed.changed(jobID) }
    }

    private func keep(
        _ metrics: [MetricRow.Metric], at position: TrainingMetricRecord.Position
    ) async throws {
        let values = JSONObject(members: metrics.map { ($0.name, $0.value.isFinite ? .number($0.value) : .null) })
        let record = TrainingMetricRecord(position: position, recordedAt: Timestamp.now(), values: values)
        try await go(on: try await store.recordTraining(jobID, metrics: record))
    }

    private func keep(_ rollouts: [RolloutRecord], at position: TrainingMetricRecord.Position) async throws {
        let records = try rollouts.map { try TrainingRolloutRecord($0, at: position) }
        try await go(on: try await store.recordTraining(jobID, rollouts: records, at: position))
    }

    /// A job that was cancelled or is gone wants nothing more.
    private func go(on isWanted: Bool) async throws {
        feed.changed(jobID)
        guard isWanted else {
            control.cancel()
            throw CancellationError()
        }
    }
}
