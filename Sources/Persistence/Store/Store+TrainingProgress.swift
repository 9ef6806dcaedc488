import Foundation
import GRDB
import JSON

/// What a running trainer keeps. Nothing is kept of a job that is finished or unknown; the calls say so.
extension Store {
    /// Takes a job up at a step: what an earlier run kept beyond that step is deleted, since it comes again.
    /// - Parameter plan: what was worked out at the start.
    /// - Returns: Whether the job was queued, running or paused.
    public func beginTraining(
        _ id: String, atStep step: Int, plan: JSONValue, now: Date = Date()
    ) async throws(PersistenceError) -> Bool {
        let (time, plan) = (Microseconds.from(now), JSONColumn.text(plan))
        return try await write { database in
            try database.execute(
                sql: """
                    UPDATE trainingJob SET step = ?, plan = ?, startedAt = COALESCE(startedAt, ?),
                        resumeCount = resumeCount + (startedAt IS NOT NULL),
                        status = CASE status WHEN 'queued' THEN 'running' ELSE status END
                    WHERE id = ? AND status IN ('queued', 'running', 'paused')
                    """,
                arguments: [step, plan, time, id])
            guard database.changesCount > 0 else { return false }
            for table in ["trainingMetric", "trainingRollout", "trainingNote"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE jobID = ? AND step > ?", arguments: [id, step])
            }
            return true
        }
    }

    /// Keeps metrics, in place of those of the same position.
    /// - Returns: Whether the job still wants them.
    public func recordTraining(_ id: String, metrics: TrainingMetricRecord) async throws(PersistenceError) -> Bool {
        let row = TrainingMetricRow(metrics, jobID: id)
        return try await record(id) { database in
            try row.insert(database)
            guard row.kind == TrainingMetricRecord.Kind.step.rawValue else { return }
            try TrainingJobRow.filter(Column("id") == id)
                .updateAll(database, Column("step").set(to: row.step))
        }
    }

    /// Keeps the answers of a position, in place of those that were kept of it.
    /// - Returns: Whether the job still wants them.
    public func recordTraining(
        _ id: String, rollouts: [TrainingRolloutRecord], at position: TrainingMetricRecord.Position
    ) async throws(PersistenceError) -> Bool {
        let rows = rollouts.map { TrainingRolloutRow($0, jobID: id) }
        return try await record(id) { database in
            try TrainingRolloutRow.filter(
                Column("jobID") == id && Column("step") == position.step && Column("kind") == position.kind.rawValue
            ).deleteAll(database)
            for row in rows { try row.insert(database) }
        }
    }

    /// Keeps a line for people.
    /// - Returns: Whether the job still wants it.
    public func recordTraining(_ id: String, note: TrainingNoteRecord) async throws(PersistenceError) -> Bool {
        let row = TrainingNoteRow(note, jobID: id)
        return try await record(id) { try row.insert($0) }
    }

    private func record(
        _ id: String, _ change: @escaping @Sendable (Database) throws -> Void
    ) async throws(PersistenceError) -> Bool {
        let states = [TrainingStatus.running, .paused].map(\.rawValue)
        return try await write { database in
            guard
                try TrainingJobRow.filter(Column("id") == id && states.contains(Column("status")))
                    .fetchCount(database) > 0
            else { return false }
            try change(database)
            return true
        }
    }
}
