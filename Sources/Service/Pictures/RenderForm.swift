import JSON
import SceneGraph

/// The body of `POST /render`.
struct RenderForm: Sendable {
    var scene: Scene
    var query: PictureQuery

    init(json cursor: JSONCursor) throws {
        try cursor.allowOnly([
            "description", "size", "outline", "openings", "scene_graph", "view", "width", "height", "azimuth",
            "elevation", "distance",
            "projection", "look", "overlays",
        ])
        let room = try Room(description: try LayoutRequest.description(cursor["description"]), json: cursor)
        let items = try cursor["scene_graph"].ifPresent?.array(maximumCount: Scene.maximumObjects) ?? []
        var objects = try items.map { try SceneObject(json: $0, room: room) }
        for (index, object) in objects.enumerated() where object.position == nil {
            throw items[index]["position"].fault("is missing: only placed objects can be drawn")
        }
        // A picture needs positions and angles, not relations; what they name may have been left out.
        let scene = try? Scene(room: room, objects: objects)
        if scene == nil {
            for index in objects.indices { objects[index].relations = [] }
        }
        self.scene = try scene ?? Scene(room: room, objects: objects)
        query = try PictureQuery { cursor[$0] }
    }
}
