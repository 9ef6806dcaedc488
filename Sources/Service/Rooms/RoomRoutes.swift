import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence
import SceneGraph

/// `/rooms`: descriptions and scene graphs, kept.
struct RoomRoutes: Sendable {
    let store: Store
    let scenes: SceneMaker
    let idempotency: Idempotency

    func register(in router: inout Router) throws {
        try router.post("/rooms") { try await create($0) }
        try router.get("/rooms") { try await list($0) }
        try router.get("/rooms/{id}") { try await get($0) }
    }

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.json()
        let form = try RoomRequest(json: cursor)
        return try await idempotency.perform(request, route: "POST /rooms", body: cursor.value ?? .null) { key in
            let room = form.room
            let made = try await scenes.scene(
                room, objects: form.sceneGraph, objectCount: form.objectCount, seed: form.seed)
            let record = RoomRecord(
                id: "room_" + ULID.make(), createdAt: Timestamp.now(), type: made.roomType ?? "",
                description: room.description, size: room.size, form: .object(JSONObject(members: room.formMembers)),
                sceneGraph: made.scene.objectsJSON)
            let kept = Acknowledgement(.created, location: "/rooms/\(record.id)", Self.document(record))
            try await store.insertRoom(record, completing: kept.completion(key))
            return kept
        }.response
    }

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PageQuery(request)
        let page = try await store.rooms(limit: query.limit, cursor: query.cursor)
        return .json([
            "items": .array(page.items.map(Self.document)), "next": page.next.map { .string($0) } ?? .null,
        ])
    }

    private func get(_ request: ServerRequest) async throws -> ServerResponse {
        let id = request.parameter("id")
        guard let record = try await store.room(id) else { throw Problem.notFound("room", id: id) }
        let tag = ContentTag(record.id, "room")
        if tag.matches(request) { return tag.notModified }
        return .json(Self.document(record), fields: tag.fields)
    }

    /// The form of a kept room.
    static func room(of record: RoomRecord) throws -> Room {
        try Room(
            description: record.description, size: JSONCursor(record.size.json),
            outline: JSONCursor(record.form)["outline"], openings: JSONCursor(record.form)["openings"])
    }

    private static func document(_ record: RoomRecord) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(record.id)), ("created_at", .string(Timestamp.text(record.createdAt))),
            ("type", record.type.isEmpty ? .null : .string(record.type)),
            ("description", .string(record.description)), ("size", record.size.json),
        ]
        members += record.form.objectValue?.members.map { ($0.key, $0.value) } ?? []
        members += [
            ("scene_graph", record.sceneGraph), ("links", ["self": .string("/rooms/\(record.id)")]),
        ]
        return .object(JSONObject(members: members))
    }
}
