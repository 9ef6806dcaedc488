import JSON
import SceneGraph

/// The body of `POST /rooms`.
struct RoomRequest: Sendable {
    var description: String
    var size: Vector3
    var sceneGraph: [SceneObject]?
    var objectCount: Int?
    var seed: Int

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["description", "size", "scene_graph", "object_count", "seed"]) }
        description = try reader.read(or: "") { try LayoutRequest.description(cursor["description"]) }
        size = try reader.read(or: Vector3(x: 0, y: 0, z: 0)) { try Room.size(json: cursor["size"]) }
        sceneGraph = try reader.read(or: nil) { try LayoutRequest.sceneGraph(cursor["scene_graph"]) }
        objectCount = try reader.read(or: nil) { try LayoutRequest.objectCount(cursor) }
        seed = try reader.read(or: 0) { try cursor["seed"].ifPresent?.integer(in: SamplingRequest.seeds) ?? 0 }
        try reader.finish()
    }
}
