import JSON
import SceneGraph

/// One thing to score: a stored scene, the room, what was answered, and the judge's word on it.
public struct RewardItem: Sendable {
    /// What is scored.
    public enum Answer: Hashable, Sendable {
        /// A model's whole text.
        case response(String)
        /// The elements of an answer, as if well written: `{new_object_id, x, y, z}` each.
        case elements([JSONValue])
        /// The positions that the stored scene has.
        case stored
    }

    /// The stored scene that the answer is set into.
    public var scene: StoredScene
    /// The room; profile `physical` asks that its doors and windows be free, and `metaspatial-v1` sees the box around it.
    public var room: Room
    /// What objects look like, for profile `physical`; nil: like their boxes.
    public var mesh: PhysicalScene.MeshSource?
    /// What is scored.
    public var answer: Answer
    /// What came of asking the judge.
    public var judge: JudgeReply

    /// Something to score.
    public init(
        scene: StoredScene, room: Room, mesh: PhysicalScene.MeshSource? = nil, answer: Answer,
        judge: JudgeReply = .absent
    ) {
        self.scene = scene
        self.room = room
        self.mesh = mesh
        self.answer = answer
        self.judge = judge
    }

    /// Something to score in a box-shaped room of this size.
    public init(
        scene: StoredScene, room: Vector3, openings: [Opening] = [], mesh: PhysicalScene.MeshSource? = nil,
        answer: Answer, judge: JudgeReply = .absent
    ) {
        self.init(
            scene: scene, room: Room(size: room, openings: openings), mesh: mesh, answer: answer, judge: judge)
    }

    /// Where the answer puts each object of the scene, in its order; nil where it cannot be set into the scene. A
    /// coordinate that is no number is NaN.
    public var positions: [Vector3]? {
        let elements: [JSONValue]
        switch answer {
        case .stored: elements = []
        case .elements(let given): elements = given
        case .response(let response):
            guard case .matched(let value) = AnswerFormat(response: response, objectCount: scene.objectCount) else {
                return nil
            }
            elements = value.arrayValue ?? [value]
        }
        guard answer == .stored || elements.count == scene.objectCount, let placed = try? scene.placed(by: elements)
        else { return nil }
        return placed.positions.prefix(scene.objectCount).map { position in
            guard case .value(let position) = position else { return Vector3(x: .nan, y: .nan, z: .nan) }
            return Vector3(
                x: position.x.value ?? .nan, y: position.y.value ?? .nan, z: position.z.value ?? .nan)
        }
    }
}
