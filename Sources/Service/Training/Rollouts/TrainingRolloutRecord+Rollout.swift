import JSON
import Persistence
import SceneGraph
import Training

extension TrainingRolloutRecord {
    init(_ rollout: RolloutRecord, at position: TrainingMetricRecord.Position) throws {
        let scene = rollout.scene
        let graph = Self.withoutPositions(scene.objectsJSON)
        let form: [JSONValue] =
            scene.room.isPlain ? [] : [.object(JSONObject(members: scene.room.formMembers))]
        let key = try SHA256.hexadecimal(
            JSONWriter().bytes(.array([.string(scene.room.description), scene.room.size.json, graph] + form)))
        self.init(
            position: position, room: String(key.prefix(16)), size: scene.room.size,
            reward: rollout.reward.flatMap { $0.isFinite ? $0 : nil }, scene: scene.objectsJSON,
            document: [
                "prompt": .integer(rollout.prompt), "sample": .integer(rollout.sample),
                "turn": .integer(rollout.turn), "text": .string(rollout.text),
                "tokens": .integer(rollout.tokenCount),
                "terms": .object(JSONObject(members: rollout.terms.map { ($0.name, .number($0.value)) })),
                "advantage": rollout.advantage.map { .number($0) } ?? .null, "placed": .bool(rollout.isPlaced),
                "description": .string(scene.room.description),
                "room": .object(JSONObject(members: scene.room.formMembers)),
            ])
    }

    /// The objects as they were given: what makes two rollouts be of the same room.
    private static func withoutPositions(_ objects: JSONValue) -> JSONValue {
        .array(
            (objects.arrayValue ?? []).map { object in
                var members = object.objectValue ?? JSONObject()
                members["position"] = nil
                return .object(members)
            })
    }
}
