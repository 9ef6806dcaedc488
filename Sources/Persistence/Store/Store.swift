import Foundation
import GRDB

/// The database of one server: layouts, rooms, previews, jobs, training, models, assets and idempotency keys.
///
/// A call that returns from a write has put it on the disk: the journal is a write-ahead log with
/// `synchronous = FULL`, so that neither `kill -9` nor a power cut takes back what was acknowledged
/// (https://www.sqlite.org/pragma.html#pragma_synchronous). Reads run beside the one writer and see the state
/// before or after a write, never the middle. One server owns a database at a time: idempotency keys that
/// another run left in progress are taken over.
public struct Store: Sendable {
    let database: any DatabaseWriter
    /// Where the database lies, for messages; `:memory:` in memory.
    public let path: String
    /// Names this opening of the database; tells reservations of this run from those of one that died.
    let run = UUID().uuidString

    /// Opens the database, making it (mode 0600) and its directory (mode 0700) where there is none, checks that
    /// it is sound and brings its schema up to date.
    /// - Throws: `PersistenceError`.
    public init(path: String) throws(PersistenceError) {
        self.path = path
        do {
            try Self.createFile(path)
            try Self.inspect(path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            database = pool
            try Self.prepare(pool)
        } catch {
            throw PersistenceError(error, path: path)
        }
    }

    private init(inMemory database: DatabaseQueue) throws {
        self.path = ":memory:"
        self.database = database
        try Self.prepare(database)
    }

    /// An empty database that lives as long as the value, for tests.
    public static func inMemory() throws(PersistenceError) -> Store {
        do {
            return try Store(inMemory: DatabaseQueue(configuration: configuration))
        } catch {
            throw PersistenceError(error, path: ":memory:")
        }
    }

    /// Closes the database after the calls under way; later calls fail.
    public func close() throws(PersistenceError) {
        do {
            try database.close()
        } catch {
            throw PersistenceError(error, path: path)
        }
    }

    /// Runs a trivial query: whether the database answers.
    public func ping() async throws(PersistenceError) {
        _ = try await read { try Int.fetchOne($0, sql: "SELECT 1") }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(PersistenceError) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw PersistenceError(error, path: path)
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(PersistenceError) -> Value {
        do {
            return try await database.write(body)
        } catch {
            throw PersistenceError(error, path: path)
        }
    }
}
