import JSON
import Rewards
import SceneGraph

/// The body of `POST /layout`.
struct LayoutRequest: Sendable {
    /// What places the objects.
    enum Placer: String, CaseIterable, Sendable {
        case model
        case solver
    }

    /// What the room is for, and its form; nil when a kept room is named.
    var room: Room?
    var sceneGraph: [SceneObject]?
    var roomID: String?
    var objectCount: Int?
    var placer: Placer
    var turns: Int
    var profile: RewardProfile
    var sampling: SamplingRequest

    private static let keys: Set<String> = SamplingRequest.keys.union([
        "description", "size", "scene_graph", "room", "object_count", "placer", "turns", "profile",
    ]).union(Room.formKeys)

    /// Limits of the form, as `openapi.yaml` states them.
    static let maximumDescriptionLength = 4000
    static let objectCounts = 1...40
    static let maximumObjects = 100

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(Self.keys) }
        let roomID = try reader.read(or: nil) { try cursor["room"].ifPresent?.string() }
        self.roomID = roomID
        if roomID != nil {
            for key in ["description", "size", "outline", "openings", "scene_graph", "object_count"]
            where !cursor[key].isAbsent {
                try reader.check { throw cursor[key].fault("cannot be given together with 'room'") }
            }
        }
        let description = try reader.read(or: "") { try Self.description(cursor["description"]) }
        let room = try reader.read(or: nil) {
            roomID == nil ? try Room(description: description, json: cursor) : nil
        }
        self.room = room
        // Without its outline it is not known what walls the objects may name.
        let isWhole = room != nil || cursor["outline"].isAbsent
        sceneGraph = try reader.read(or: nil) {
            isWhole ? try Self.sceneGraph(cursor["scene_graph"], room: room) : nil
        }
        objectCount = try reader.read(or: nil) { try Self.objectCount(cursor) }
        if roomID == nil, ["description", "scene_graph", "object_count"].allSatisfy({ cursor[$0].isAbsent }) {
            try reader.check {
                throw cursor["description"].fault(
                    "is missing: a wish, a 'scene_graph' or an 'object_count' is needed")
            }
        }
        placer = try reader.read(or: .model) { try cursor["placer"].ifPresent?.choice(Placer.self) ?? .model }
        turns = try reader.read(or: 1) { try cursor["turns"].ifPresent?.integer(in: 1...5) ?? 1 }
        profile = try reader.read(or: .physical) {
            try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? .physical
        }
        sampling = try reader.read(or: SamplingRequest()) { try SamplingRequest(json: cursor) }
        try reader.finish()
    }

    static func objectCount(_ cursor: JSONCursor) throws -> Int? {
        guard let count = cursor["object_count"].ifPresent else { return nil }
        guard cursor["scene_graph"].isAbsent else {
            throw count.fault("cannot be given together with 'scene_graph'")
        }
        return try count.integer(in: objectCounts)
    }

    static func description(_ cursor: JSONCursor) throws -> String {
        let text = try cursor.ifPresent?.string() ?? ""
        guard text.unicodeScalars.count <= maximumDescriptionLength else {
            throw cursor.fault("must have at most \(maximumDescriptionLength) characters")
        }
        // SQLite would give back only what stands before it.
        guard !text.unicodeScalars.contains("\0") else { throw cursor.fault("must not contain U+0000") }
        return text
    }

    static func sceneGraph(_ cursor: JSONCursor, room: Room?) throws -> [SceneObject]? {
        guard let cursor = cursor.ifPresent else { return nil }
        let elements = try cursor.array(maximumCount: maximumObjects)
        guard !elements.isEmpty else { throw cursor.fault("must hold at least one object") }
        var reader = JSONFormReader()
        let objects = try elements.compactMap { element in
            try reader.read(or: SceneObject?.none) { try SceneObject(json: element, room: room) }
        }
        try reader.finish()
        return objects
    }
}
