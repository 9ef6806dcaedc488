import Foundation
import JSON
import Persistence
import Testing

@Suite("Rooms and models")
struct RoomAndModelTests {
    let store: Store
    init() throws { store = try Store.inMemory() }

    @Test("A room comes back as it was kept, in pages")
    func rooms() async throws {
        let rooms = ["a", "b", "c"].map { id in
            RoomRecord(
                id: id, createdAt: Samples.time, type: "office", description: "", size: Samples.size,
                sceneGraph: [["new_object_id": "desk_1"]])
        }
        for room in rooms { try await store.insertRoom(room) }
        #expect(try await store.room("b") == rooms[1])
        #expect(try await store.room("d") == nil)
        let first = try await store.rooms(limit: 2)
        #expect(first.items == [rooms[2], rooms[1]])
        #expect(try await store.rooms(limit: 2, cursor: first.next) == Page(items: [rooms[0]], next: nil))
        await #expect(throws: PersistenceError.duplicate(.room, id: "a")) {
            try await store.insertRoom(rooms[0])
        }
    }

    @Test("One of the registered models is active")
    func models() async throws {
        let first = ModelRecord(id: "one", path: "/models/one", sha256: "01", createdAt: Samples.time)
        let second = ModelRecord(
            id: "two", path: "/models/two.gguf", visionPath: "/models/mmproj-two.gguf", sha256: "02",
            createdAt: Samples.time.addingTimeInterval(1))
        try await store.insertModel(second)
        try await store.insertModel(first)
        #expect(try await store.models() == [first, second])
        #expect(try await store.model("two") == second)
        #expect(try await store.activeModelID() == nil)
        try await store.activateModel("two")
        try await store.activateModel("one")
        #expect(try await store.activeModelID() == "one")
        await #expect(throws: PersistenceError.notFound(.model, id: "three")) {
            try await store.activateModel("three")
        }
        await #expect(throws: PersistenceError.duplicate(.model, id: "one")) {
            try await store.insertModel(first)
        }
        var replaced = first
        replaced.sha256 = "03"
        try await store.saveModel(replaced)
        #expect(try await store.models() == [replaced, second])
    }
}
