import JSON
import SceneGraph

/// A room of a data set with the answer that a model should give:
/// `{description, size, outline?, openings?, scene_graph, answer}`.
public struct RoomRow: Hashable, Sendable {
    /// The room and its objects; positions only where they are pinned.
    public var scene: Scene
    /// The model's whole text; empty in a row for reinforcement learning alone.
    public var answer: String

    /// A row.
    public init(scene: Scene, answer: String = "") {
        self.scene = scene
        self.answer = answer
    }

    /// Reads a row.
    /// - Throws: `JSONFormError` or `JSONFieldError` naming what is wrong.
    public init(json cursor: JSONCursor) throws {
        try cursor.allowOnly(Room.formKeys.union(["description", "size", "scene_graph", "answer"]))
        var reader = JSONFormReader()
        let description = try reader.read(or: "") { try cursor["description"].ifPresent?.string() ?? "" }
        let room = try reader.read(or: Room(size: Vector3(x: 1, y: 1, z: 1))) {
            try Room(description: description, json: cursor)
        }
        let objects = try reader.read(or: []) {
            try cursor["scene_graph"].array(maximumCount: Scene.maximumObjects).map {
                try SceneObject(json: $0, room: room)
            }
        }
        answer = try reader.read(or: "") { try cursor["answer"].ifPresent?.string() ?? "" }
        try reader.finish()
        do {
            scene = try Scene(room: room, objects: objects)
        } catch let error as SceneError {
            throw cursor["scene_graph"].fault("is no scene: \(error)")
        }
    }

    /// The row as JSON.
    public var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("description", .string(scene.room.description)), ("size", scene.room.size.json),
        ]
        members += scene.room.formMembers
        members.append(("scene_graph", scene.objectsJSON))
        if !answer.isEmpty { members.append(("answer", .string(answer))) }
        return .object(JSONObject(members: members))
    }
}
