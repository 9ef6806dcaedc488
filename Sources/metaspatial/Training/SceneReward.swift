import Curation
import JSON
import Rewards
import SceneGraph

/// What a furnished scene of our own form is worth where it stands.
enum SceneReward {
    /// The scene as something to be scored.
    /// - Throws: `JSONFieldError` where it is not of our form.
    static func item(_ cursor: JSONCursor) throws -> RewardItem {
        if cursor.value?.arrayValue != nil {
            let elements = try cursor.array()
            let middle = elements.first { $0["new_object_id"].value?.stringValue == RoomElement.middle.rawValue }
            let ceiling = elements.first { $0["new_object_id"].value?.stringValue == RoomElement.ceiling.rawValue }
            guard let middle, let ceiling else { throw cursor.fault("has no room elements") }
            let size = Vector3(
                x: try middle["size_in_meters"]["length"].finiteDouble(),
                y: try middle["size_in_meters"]["width"].finiteDouble(),
                z: try ceiling["position"]["z"].finiteDouble())
            return item(try StoredScene(json: cursor), Room(size: size))
        }
        if cursor["scene_graph"].ifPresent != nil {
            let room = try Room(scoredJSON: cursor)
            return item(try StoredScene(json: cursor["scene_graph"], room: room), room)
        }
        let elements = try cursor["objects"].array().map { object -> JSONValue in
            var members: [(String, JSONValue)] = []
            for (key, name) in [
                ("id", "new_object_id"), ("size", "size_in_meters"), ("is_on_the_floor", "is_on_the_floor"),
                ("facing", "facing"), ("placement", "placement"), ("rotation", "rotation"), ("position", "position"),
            ] {
                if let value = object[key].value { members.append((name, value)) }
            }
            return .object(JSONObject(members: members))
        }
        let room = try Room(scoredJSON: cursor["room"])
        let scene = try StoredScene(json: JSONCursor(.array(elements), pointer: "/objects"), room: room)
        return item(scene, room)
    }

    private static func item(_ scene: StoredScene, _ room: Room) -> RewardItem {
        RewardItem(scene: scene, room: room, mesh: FurnitureTriangles.mesh(for:), answer: .stored)
    }
}
