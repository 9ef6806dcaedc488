import JSON
import SceneGraph

/// The body of `POST /rooms`.
struct RoomRequest: Sendable {
    /// What the room is for, and its form.
    var room: Room
    var sceneGraph: [SceneObject]?
    var objectCount: Int?
    var seed: Int

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check {
            try cursor.allowOnly(
                Room.formKeys.union(["description", "size", "scene_graph", "object_count", "seed"]))
        }
        let description = try reader.read(or: "") { try LayoutRequest.description(cursor["description"]) }
        let room = try reader.read(or: nil) { try Room(description: description, json: cursor) as Room? }
        self.room = room ?? Room(size: Vector3(x: 1, y: 1, z: 1))
        // Without its outline it is not known what walls the objects may name.
        let isWhole = room != nil || cursor["outline"].isAbsent
        sceneGraph = try reader.read(or: nil) {
            isWhole ? try LayoutRequest.sceneGraph(cursor["scene_graph"], room: room) : nil
        }
        objectCount = try reader.read(or: nil) { try LayoutRequest.objectCount(cursor) }
        seed = try reader.read(or: 0) { try cursor["seed"].ifPresent?.integer(in: SamplingRequest.seeds) ?? 0 }
        try reader.finish()
    }
}
