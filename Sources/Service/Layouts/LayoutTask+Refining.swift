import JSON
import Persistence
import Rewards
import SceneGraph

extension LayoutTask {
    /// One more turn on a kept layout: the same objects, and what the model is to be told of the last turn.
    init(refining record: LayoutRecord, sampling: SamplingRequest) throws {
        let scene = try LayoutDocument.scene(of: record)
        let reward = record.document["reward"]
        let terms = (reward?["terms"]?.objectValue?.members ?? []).compactMap { member in
            member.value.doubleValue.map { (name: member.key, value: $0) }
        }
        let profile = reward?["profile"]?.stringValue.flatMap(RewardProfile.init) ?? .metaSpatialV1
        // What the model sees is the layout as it stands: its own answer, or the repaired one in the same form.
        let response = Self.answer(of: scene)
        self.init(
            scene: scene, roomType: record.summary.roomType, roomID: record.summary.roomID, placer: .model,
            turns: 1, profile: profile, sampling: sampling,
            parent: Parent(
                id: record.id, scene: scene,
                previous: TurnMaker.Previous(
                    response: response, total: reward?["total"]?.doubleValue ?? 0, terms: terms, in: scene)))
    }

    /// A placed scene in the answer's form.
    private static func answer(of scene: Scene) -> String {
        let elements = scene.objects.map { object -> JSONValue in
            let position = object.position ?? Vector3(x: 0, y: 0, z: 0)
            return [
                "new_object_id": .string(object.id), "x": .number(position.x), "y": .number(position.y),
                "z": .number(position.z),
            ]
        }
        return "<think></think><answer>\(JSONWriter().string(.array(elements)))</answer>"
    }
}
