import Foundation
import GRDB
import JSON

extension Store {
    /// Keeps training jobs, the sweep that they belong to if there is one, and the answer to its idempotency key,
    /// in one transaction.
    /// - Throws: `.duplicate` for an identifier that is taken; `.notFound` for a key that is not reserved.
    public func insertTrainingJobs(
        _ jobs: [TrainingJobRecord], of sweep: TrainingSweepRecord? = nil,
        completing completion: IdempotentCompletion? = nil
    ) async throws(PersistenceError) {
        let rows = jobs.map(TrainingJobRow.init)
        let sweepRow = sweep.map(TrainingSweepRow.init)
        try await write { database in
            try sweepRow?.insert(in: database, .trainingSweep, id: sweepRow?.id ?? "")
            for row in rows { try row.insert(in: database, .trainingJob, id: row.id) }
            if let completion { try Self.complete(completion, in: database) }
        }
    }

    /// The training job of this identifier.
    public func trainingJob(_ id: String) async throws(PersistenceError) -> TrainingJobRecord? {
        try await read { try TrainingJobRow.filter(Column("id") == id).fetchOne($0) }?.record()
    }

    /// The training jobs, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func trainingJobs(limit: Int, cursor: String? = nil) async throws(PersistenceError)
        -> Page<TrainingJobRecord>
    {
        try await page(
            TrainingJobRow.self, list: "training jobs", limit: limit, cursor: cursor, sequence: \.sequence
        ) { row throws(PersistenceError) in try row.record() }
    }

    /// How many training jobs have this state.
    public func trainingJobCount(in state: TrainingStatus) async throws(PersistenceError) -> Int {
        try await read { try TrainingJobRow.filter(Column("status") == state.rawValue).fetchCount($0) }
    }

    /// The training jobs in any of some states, in their order.
    public func trainingJobs(in states: Set<TrainingStatus>) async throws(PersistenceError) -> [TrainingJobRecord] {
        let names = states.map(\.rawValue)
        let rows = try await read { database in
            try TrainingJobRow.filter(names.contains(Column("status"))).order(Column("sequence")).fetchAll(database)
        }
        var jobs: [TrainingJobRecord] = []
        for row in rows { jobs.append(try row.record()) }
        return jobs
    }

    /// The training job that is due: one that is kept as running, as a process that died leaves it, else the oldest
    /// that is queued.
    /// - Parameter id: a job that is left out, since it has its place already.
    public func dueTrainingJob(besides id: String?) async throws(PersistenceError) -> TrainingJobRecord? {
        try await read { database in
            try TrainingJobRow.filter(
                [TrainingStatus.running, .queued].map(\.rawValue).contains(Column("status")) && Column("id") != id
            ).order(Column("status") == TrainingStatus.queued.rawValue, Column("sequence")).fetchOne(database)
        }?.record()
    }

    /// The jobs of a sweep, in their order.
    public func trainingJobs(ofSweep id: String) async throws(PersistenceError) -> [TrainingJobRecord] {
        let rows = try await read { database in
            try TrainingJobRow.filter(Column("sweepID") == id).order(Column("sequence")).fetchAll(database)
        }
        var jobs: [TrainingJobRecord] = []
        for row in rows { jobs.append(try row.record()) }
        return jobs
    }

    /// Moves a training job from one of some states to another. Of two moves that race each other, the first one
    /// stands and the other sees that it no longer applies.
    /// - Returns: Whether the job was changed.
    public func moveTrainingJob(
        _ id: String, from states: Set<TrainingStatus>, to status: TrainingStatus, error: JSONValue? = nil,
        now: Date = Date()
    ) async throws(PersistenceError) -> Bool {
        let time = status.isFinished ? Microseconds.from(now) : nil
        let problem = error.map(JSONColumn.text)
        let names = states.map(\.rawValue)
        return try await write { database in
            let rows = TrainingJobRow.filter(Column("id") == id && names.contains(Column("status")))
            return try rows.updateAll(
                database, Column("status").set(to: status.rawValue), Column("finishedAt").set(to: time),
                Column("error").set(to: problem)) > 0
        }
    }

    /// What a sweep decides at the end of a rung, all at once: of its paused jobs, some are cancelled, each with its
    /// reason, and the others go on until their next stop step, nil for their end.
    public func concludeRung(
        stopping: [(id: String, reason: JSONValue)], promoting: [(id: String, stopStep: Int?)], now: Date = Date()
    ) async throws(PersistenceError) {
        let time = Microseconds.from(now)
        let stopped = stopping.map { ($0.id, JSONColumn.text($0.reason)) }
        try await write { database in
            func paused(_ id: String) -> QueryInterfaceRequest<TrainingJobRow> {
                TrainingJobRow.filter(Column("id") == id && Column("status") == TrainingStatus.paused.rawValue)
            }
            for (id, reason) in stopped {
                try paused(id).updateAll(
                    database, Column("status").set(to: TrainingStatus.cancelled.rawValue),
                    Column("finishedAt").set(to: time), Column("error").set(to: reason))
            }
            for (id, stopStep) in promoting {
                try paused(id).updateAll(
                    database, Column("status").set(to: TrainingStatus.queued.rawValue),
                    Column("stopStep").set(to: stopStep))
            }
        }
    }

    /// Deletes a finished job with all that is kept of it; says whether there was one.
    public func deleteTrainingJob(_ id: String) async throws(PersistenceError) -> Bool {
        let finished = TrainingStatus.allCases.filter(\.isFinished).map(\.rawValue)
        return try await write { database in
            try TrainingJobRow.filter(Column("id") == id && finished.contains(Column("status")))
                .deleteAll(database) > 0
        }
    }

    // MARK: Sweeps

    /// The sweep of this identifier.
    public func trainingSweep(_ id: String) async throws(PersistenceError) -> TrainingSweepRecord? {
        try await read { try TrainingSweepRow.filter(Column("id") == id).fetchOne($0) }?.record()
    }

    /// The sweeps, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func trainingSweeps(limit: Int, cursor: String? = nil) async throws(PersistenceError)
        -> Page<TrainingSweepRecord>
    {
        try await page(
            TrainingSweepRow.self, list: "sweeps", limit: limit, cursor: cursor, sequence: \.sequence
        ) { row throws(PersistenceError) in try row.record() }
    }

    /// The sweeps that have this state, oldest first.
    public func trainingSweeps(in status: TrainingStatus) async throws(PersistenceError) -> [TrainingSweepRecord] {
        let rows = try await read { database in
            try TrainingSweepRow.filter(Column("status") == status.rawValue).order(Column("sequence"))
                .fetchAll(database)
        }
        var sweeps: [TrainingSweepRecord] = []
        for row in rows { sweeps.append(try row.record()) }
        return sweeps
    }

    /// Ends a running sweep; says whether it was running.
    public func finishTrainingSweep(_ id: String, as status: TrainingStatus, now: Date = Date())
        async throws(PersistenceError) -> Bool
    {
        let time = Microseconds.from(now)
        return try await write { database in
            try TrainingSweepRow.filter(
                Column("id") == id && Column("status") == TrainingStatus.running.rawValue
            ).updateAll(
                database, Column("status").set(to: status.rawValue), Column("finishedAt").set(to: time)) > 0
        }
    }
}
