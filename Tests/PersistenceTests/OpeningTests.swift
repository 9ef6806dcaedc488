import Foundation
import GRDB
import JSON
import Persistence
import Testing

@Suite("Opening and durability")
struct OpeningTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("A new database has its directory made and is its owner's alone")
    func creation() async throws {
        let store = try Store(path: directory.path("deep/er/a.sqlite"))
        try await store.insertLayout(Samples.layout("a"))
        for name in ["deep/er/a.sqlite", "deep/er/a.sqlite-wal", "deep/er/a.sqlite-shm"] {
            #expect(try directory.permissions(name) == 0o600, "\(name)")
        }
        #expect(try directory.permissions("deep/er") == 0o700)
        try await store.ping()
        try store.close()
        await #expect(throws: PersistenceError.self) { try await store.ping() }
    }

    @Test("An empty file and an existing database open; migrations run once")
    func reopening() async throws {
        #expect(FileManager.default.createFile(atPath: directory.path("a.sqlite"), contents: nil))
        let first = try Store(path: directory.path("a.sqlite"))
        try await first.insertLayout(Samples.layout("a"))
        try first.close()
        let second = try Store(path: directory.path("a.sqlite"))
        #expect(try await second.layout("a") == Samples.layout("a"))
    }

    @Test(
        "What was acknowledged is there for whoever opens a copy of the files as they lie, as after kill -9")
    func killedBeforeCheckpoint() async throws {
        let store = try Store(path: directory.path("a.sqlite"))
        for index in 0..<20 {
            try await store.insertLayout(Samples.layout("\(index)"))
            guard index % 5 == 0 else { continue }
            // Without the shared-memory index, which a crash may leave in any state.
            let copy = directory.path("copy-\(index).sqlite")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: directory.path("a.sqlite" + suffix), toPath: copy + suffix)
            }
            let reopened = try Store(path: copy)
            #expect(try await reopened.layoutCount() == index + 1)
        }
    }

    @Test("A log cut off in the middle of a commit loses that commit alone")
    func tornLog() async throws {
        let store = try Store(path: directory.path("a.sqlite"))
        try await store.insertLayout(Samples.layout("kept"))
        let kept = try Data(contentsOf: URL(fileURLWithPath: directory.path("a.sqlite-wal")))
        try await store.insertLayout(Samples.layout("torn"))
        let whole = try Data(contentsOf: URL(fileURLWithPath: directory.path("a.sqlite-wal")))
        try FileManager.default.copyItem(
            atPath: directory.path("a.sqlite"), toPath: directory.path("copy.sqlite"))
        let cut = kept.count + (whole.count - kept.count) / 2
        try whole.prefix(cut).write(to: URL(fileURLWithPath: directory.path("copy.sqlite-wal")))
        let reopened = try Store(path: directory.path("copy.sqlite"))
        #expect(try await reopened.layouts(limit: 10).items.map(\.id) == ["kept"])
    }

    @Test(
        "Concurrent writers, in one store and in two on the same file, all succeed; readers see whole pages")
    func concurrentWriters() async throws {
        let stores = [
            try Store(path: directory.path("a.sqlite")), try Store(path: directory.path("a.sqlite")),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<60 {
                let store = stores[index % 2]
                group.addTask { try await store.insertLayout(Samples.layout("\(index)")) }
                group.addTask {
                    var ids: [String] = []
                    var cursor: String?
                    repeat {
                        let page = try await store.layouts(limit: 7, cursor: cursor)
                        ids += page.items.map(\.id)
                        cursor = page.next
                    } while cursor != nil
                    #expect(Set(ids).count == ids.count)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await stores[0].layoutCount() == 60)
    }

    @Test("A file that is not a database is refused and left as it is")
    func notADatabase() throws {
        let contents = Data("This is a shopping list, not a database. ".utf8) + Data(count: 4096)
        try contents.write(to: URL(fileURLWithPath: directory.path("list.txt")))
        #expect(throws: PersistenceError.notADatabase(path: directory.path("list.txt"))) {
            try Store(path: directory.path("list.txt"))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: directory.path("list.txt"))) == contents)
    }

    @Test("A database of another program is refused and left as it is")
    func foreign() throws {
        let queue = try DatabaseQueue(path: directory.path("other.sqlite"))
        try queue.write { try $0.execute(sql: "CREATE TABLE layout (shoe TEXT)") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: directory.path("other.sqlite")))
        #expect(throws: PersistenceError.foreignDatabase(path: directory.path("other.sqlite"))) {
            try Store(path: directory.path("other.sqlite"))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: directory.path("other.sqlite"))) == before)
    }

    @Test("A database of a later version is refused")
    func newer() throws {
        try Store(path: directory.path("a.sqlite")).close()
        let queue = try DatabaseQueue(path: directory.path("a.sqlite"))
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 the future')") }
        try queue.close()
        #expect(throws: PersistenceError.newerSchema(path: directory.path("a.sqlite"))) {
            try Store(path: directory.path("a.sqlite"))
        }
    }

    @Test("A damaged database is refused")
    func damaged() async throws {
        let store = try Store(path: directory.path("a.sqlite"))
        for index in 0..<50 { try await store.insertLayout(Samples.layout("\(index)")) }
        try store.close()
        var contents = try Data(contentsOf: URL(fileURLWithPath: directory.path("a.sqlite")))
        // The pages after the schema's: tables without their structure.
        let page = 4096
        #expect(contents.count > 8 * page)
        for index in (4 * page)..<contents.count { contents[index] = 0xA5 }
        try contents.write(to: URL(fileURLWithPath: directory.path("a.sqlite")))
        #expect {
            try Store(path: directory.path("a.sqlite"))
        } throws: { error in
            if case .corrupt(_, let detail) = error as? PersistenceError { return !detail.isEmpty }
            return false
        }
    }

    @Test("A place where no file can be made is refused with its reason")
    func cannotOpen() throws {
        #expect(FileManager.default.createFile(atPath: directory.path("file"), contents: nil))
        for path in [directory.path("file/a.sqlite"), directory.url.path] {
            #expect {
                try Store(path: path)
            } throws: { error in
                if case .cannotOpen(path, _) = error as? PersistenceError { return true }
                return false
            }
        }
    }

    @Test("A row whose JSON was damaged says so instead of failing the whole store")
    func unreadable() async throws {
        let store = try Store(path: directory.path("a.sqlite"))
        try await store.insertLayout(Samples.layout("a"))
        let queue = try DatabaseQueue(path: directory.path("a.sqlite"))
        try await queue.write { try $0.execute(sql: "UPDATE layout SET document = '{'") }
        try queue.close()
        await #expect {
            try await store.layout("a")
        } throws: { error in
            if case .unreadable(.layout, "a", _) = error as? PersistenceError { return true }
            return false
        }
        #expect(try await store.layouts(limit: 1).items.count == 1)
    }
}
