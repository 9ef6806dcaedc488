import GRDB

extension PersistenceError {
    /// The error of a call on the database at this path.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as PersistenceError: self = error
        case is CancellationError: self = .cancelled
        case let error as DatabaseError:
            let detail = error.message ?? error.description
            switch error.resultCode {
            case .SQLITE_NOTADB: self = .notADatabase(path: path)
            case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY:
                self = .cannotOpen(path: path, detail: detail)
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_FULL: self = .diskFull
            case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
            default: self = .storage(detail: error.description)
            }
        default: self = .storage(detail: "\(error)")
        }
    }
}

extension PersistableRecord {
    /// Inserts, and says in the store's words when the identifier is taken or the layout referred to is missing.
    func insert(
        in database: Database, _ kind: PersistenceError.RecordKind, id: String, layoutID: String? = nil
    ) throws {
        do {
            try insert(database)
        } catch let error as DatabaseError {
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY:
                throw PersistenceError.duplicate(kind, id: id)
            case .SQLITE_CONSTRAINT_FOREIGNKEY:
                throw PersistenceError.notFound(.layout, id: layoutID ?? "")
            default: throw error
            }
        }
    }
}
