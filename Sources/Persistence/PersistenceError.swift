/// Why the database did not do what was asked.
public enum PersistenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be opened or made: a missing permission, a directory in its place, and the like.
    case cannotOpen(path: String, detail: String)
    /// The file is not an SQLite database.
    case notADatabase(path: String)
    /// The file is an SQLite database, but of another program.
    case foreignDatabase(path: String)
    /// The database was written by a later version of this program.
    case newerSchema(path: String)
    /// The database is damaged.
    case corrupt(path: String, detail: String)
    /// A page cursor that this store did not give out, or gave out for another list.
    case invalidCursor(String)
    /// A record of this identifier is already there.
    case duplicate(RecordKind, id: String)
    /// There is no record of this identifier.
    case notFound(RecordKind, id: String)
    /// A stored record does not read back.
    case unreadable(RecordKind, id: String, detail: String)
    /// Another connection held the database for longer than the busy timeout.
    case busy
    /// The disk is full; nothing was written.
    case diskFull
    /// The task was cancelled; nothing was written.
    case cancelled
    /// Any other failure of SQLite.
    case storage(detail: String)

    /// What a record stands for.
    public enum RecordKind: String, Hashable, Sendable {
        case layout, room, preview, job, model, asset
        case trainingJob = "training job"
        case trainingSweep = "sweep"
        case idempotencyKey = "idempotency key"
    }

    public var description: String {
        switch self {
        case .cannotOpen(let path, let detail): "the database '\(path)' cannot be opened: \(detail)"
        case .notADatabase(let path): "'\(path)' is not an SQLite database"
        case .foreignDatabase(let path): "'\(path)' is a database of another program"
        case .newerSchema(let path): "the database '\(path)' was written by a later version of this program"
        case .corrupt(let path, let detail): "the database '\(path)' is damaged: \(detail)"
        case .invalidCursor(let text): "'\(text.prefix(80))' is not a cursor of this list"
        case .duplicate(let kind, let id): "the \(kind.rawValue) '\(id)' is already there"
        case .notFound(let kind, let id): "there is no \(kind.rawValue) '\(id)'"
        case .unreadable(let kind, let id, let detail):
            "the stored \(kind.rawValue) '\(id)' does not read back: \(detail)"
        case .busy: "the database is busy"
        case .diskFull: "the disk is full"
        case .cancelled: "cancelled"
        case .storage(let detail): "the database failed: \(detail)"
        }
    }
}
