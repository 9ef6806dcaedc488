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
        try cursor.allowOnly(["description", "size", "scene_graph", "object_count", "seed"])
        description = try LayoutRequest.description(cursor["description"])
        size = try Room.size(json: cursor["size"])
        sceneGraph = try LayoutRequest.sceneGraph(cursor["scene_graph"])
        objectCount = try cursor["object_count"].ifPresent?.integer(in: LayoutRequest.objectCounts)
        if objectCount != nil, sceneGraph != nil {
            throw cursor["object_count"].fault("cannot be given together with 'scene_graph'")
        }
        seed = try cursor["seed"].ifPresent?.integer(in: SamplingRequest.seeds) ?? 0
    }
}
