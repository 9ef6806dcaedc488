import Foundation
import GRDB

extension Store {
    /// `MSPL`, written into the file's header to tell it from other programs' databases.
    static let applicationID = 0x4D53_504C

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "metaspatial"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Makes the directory and the empty file with their permissions before SQLite can make them with wider ones;
    /// SQLite gives the log beside a database the database's own permissions.
    static func createFile(_ path: String) throws {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw PersistenceError.cannotOpen(
                path: path, detail: "its directory cannot be made: \(error.localizedDescription)")
        }
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
        } else if errno != EEXIST {
            throw PersistenceError.cannotOpen(path: path, detail: String(cString: strerror(errno)))
        }
    }

    /// Looks at the file without changing it: whose it is, whether its schema is known, whether it is sound.
    static func inspect(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { database in
            let isEmpty = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") == 0
            guard !isEmpty else { return }
            guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
                throw PersistenceError.foreignDatabase(path: path)
            }
            guard try !DatabaseMigrator.metaspatial.hasBeenSuperseded(database) else {
                throw PersistenceError.newerSchema(path: path)
            }
            let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
            guard verdict == "ok" else { throw PersistenceError.corrupt(path: path, detail: verdict) }
        }
        try queue.close()
    }

    /// Sets the connection's durability and brings the schema up to date.
    static func prepare(_ database: any DatabaseWriter) throws {
        // GRDB turns a pool's writer to NORMAL when it sets up the log, which may lose the last commits in a
        // power cut; hence after the opening, and read back.
        try database.writeWithoutTransaction { connection in
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            let level = try Int.fetchOne(connection, sql: "PRAGMA synchronous")
            guard level == 2 else {
                throw PersistenceError.storage(detail: "synchronous is \(level ?? -1), not FULL")
            }
        }
        try DatabaseMigrator.metaspatial.migrate(database)
    }
}
