import Foundation
import GRDB

extension Store {
    /// How long an answer is kept to be given again, in seconds.
    public static let idempotencyLifetime = 24.0 * 3600

    /// Looks a key up and, if it is free, reserves it for the caller, in one step: of any number of concurrent
    /// calls exactly one gets `.first`. An expired key and one that a run which died left in progress are free.
    ///
    /// - Parameter requestHash: A digest of the request's body; tells a repetition from another request.
    public func reserve(
        _ key: IdempotencyKey, requestHash: String, now: Date = Date()
    ) async throws(PersistenceError) -> IdempotencyOutcome {
        let run = run
        let row = IdempotencyRow(
            key: key.key, route: key.route, requestHash: requestHash, run: run,
            createdAt: Microseconds.from(now))
        return try await write { database in
            if let outcome = try Self.outcome(key, requestHash: requestHash, now: now, run: run, in: database) {
                return outcome
            }
            try row.insert(database)
            return .first
        }
    }

    /// What a key says about a request, without reserving it; nil when it is free.
    public func idempotencyOutcome(
        _ key: IdempotencyKey, requestHash: String, now: Date = Date()
    ) async throws(PersistenceError) -> IdempotencyOutcome? {
        let run = run
        return try await read { try Self.outcome(key, requestHash: requestHash, now: now, run: run, in: $0) }
    }

    /// Keeps the answer to a reserved request, where no record is kept with it.
    /// - Throws: `.notFound` for a key that is not reserved.
    public func complete(_ completion: IdempotentCompletion) async throws(PersistenceError) {
        try await write { try Self.complete(completion, in: $0) }
    }

    /// Gives a reservation up, so that the request can be sent again: for answers that are not to be repeated.
    public func release(_ key: IdempotencyKey) async throws(PersistenceError) {
        try await write { database in
            try database.execute(
                sql: "DELETE FROM idempotency WHERE key = ? AND route = ? AND status IS NULL",
                arguments: [key.key, key.route])
        }
    }

    /// Deletes the expired answers and what runs that died left; returns how many. Reservations of this run stay.
    public func pruneIdempotency(now: Date = Date()) async throws(PersistenceError) -> Int {
        let (limit, run) = (Microseconds.from(now.addingTimeInterval(-Self.idempotencyLifetime)), run)
        return try await write { database in
            try database.execute(
                sql: "DELETE FROM idempotency WHERE createdAt <= ? AND (status IS NOT NULL OR run <> ?)",
                arguments: [limit, run])
            return database.changesCount
        }
    }

    static func complete(_ completion: IdempotentCompletion, in database: Database) throws {
        let (key, response) = (completion.key, completion.response)
        try database.execute(
            sql: """
                UPDATE idempotency SET status = ?, location = ?, contentType = ?, body = ?
                WHERE key = ? AND route = ? AND status IS NULL
                """,
            arguments: [
                response.status, response.location, response.contentType, Data(response.body), key.key,
                key.route,
            ])
        guard database.changesCount > 0 else { throw PersistenceError.notFound(.idempotencyKey, id: key.key) }
    }

    private static func outcome(
        _ key: IdempotencyKey, requestHash: String, now: Date, run: String, in database: Database
    ) throws -> IdempotencyOutcome? {
        let found = try IdempotencyRow.filter(Column("key") == key.key && Column("route") == key.route)
            .fetchOne(database)
        guard let found else { return nil }
        let isStarted = found.status == nil && found.run == run
        let limit = Microseconds.from(now.addingTimeInterval(-idempotencyLifetime))
        guard found.createdAt > limit || isStarted else { return nil }
        guard found.requestHash == requestHash else { return .conflict }
        if let response = found.response { return .replay(response) }
        return isStarted ? .inProgress : nil
    }
}
