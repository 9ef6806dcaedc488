import Foundation
import GRDB
import JSON

extension Store {
    /// Keeps a job, and in the same transaction the answer to its idempotency key.
    /// - Throws: `.duplicate` for an identifier that is taken; `.notFound` for a key that is not reserved.
    public func insertJob(
        _ job: JobRecord, completing completion: IdempotentCompletion? = nil
    ) async throws(PersistenceError) {
        let row = JobRow(job)
        try await write { database in
            try row.insert(in: database, .job, id: row.id, layoutID: row.layoutID)
            if let completion { try Self.complete(completion, in: database) }
        }
    }

    /// The job of this identifier.
    public func job(_ id: String) async throws(PersistenceError) -> JobRecord? {
        let row = try await read { try JobRow.filter(Column("id") == id).fetchOne($0) }
        return try row?.record()
    }

    /// Moves a job on. A finished job stays as it is, so that of a cancellation and an end that race each other
    /// the first one stands.
    /// - Returns: Whether the job was changed: false for one that is finished or unknown.
    public func updateJob(
        _ id: String, to status: JobStatus, finishedAt: Date? = nil, layoutID: String? = nil,
        error: JSONValue? = nil
    ) async throws(PersistenceError) -> Bool {
        try await write { database in
            try Self.update(
                id, to: status, finishedAt: finishedAt, layoutID: layoutID, error: error, in: database)
        }
    }

    /// The jobs that were queued or running, oldest first: what a restarted server has still to do.
    public func unfinishedJobs() async throws(PersistenceError) -> [JobRecord] {
        let rows = try await read { database in
            try JobRow.filter([JobStatus.queued, .running].map(\.rawValue).contains(Column("status")))
                .order(Column("sequence")).fetchAll(database)
        }
        var jobs: [JobRecord] = []
        for row in rows { jobs.append(try row.record()) }
        return jobs
    }

    /// Deletes the jobs that came to their end before this time; returns how many.
    public func pruneJobs(finishedBefore time: Date) async throws(PersistenceError) -> Int {
        let limit = Microseconds.from(time)
        return try await write { database in
            try JobRow.filter(Column("finishedAt") < limit).deleteAll(database)
        }
    }

    static func update(
        _ id: String, to status: JobStatus, finishedAt: Date?, layoutID: String?, error: JSONValue?,
        in database: Database
    ) throws -> Bool {
        let time = status.isFinished ? finishedAt ?? Date() : nil
        do {
            try database.execute(
                sql: """
                    UPDATE job SET status = ?, finishedAt = ?, layoutID = ?, error = ?
                    WHERE id = ? AND status IN ('queued', 'running')
                    """,
                arguments: [
                    status.rawValue, time.map(Microseconds.from), layoutID, error.map(JSONColumn.text), id,
                ])
        } catch let failure as DatabaseError
            where failure.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY
        {
            throw PersistenceError.notFound(.layout, id: layoutID ?? "")
        }
        return database.changesCount > 0
    }
}
