import JSON
import SceneGraph

/// One sampled answer of a training job, with the layout that it makes.
public struct TrainingRolloutRecord: Hashable, Sendable {
    /// Its number in the database, which names it; rises with time.
    public var number: Int
    /// When it was sampled: at a step, or in an evaluation after it.
    public var position: TrainingMetricRecord.Position
    /// The room, by the name that the job gave it: the same room comes again under the same name.
    public var room: String
    /// The room's size in metres.
    public var size: Vector3
    /// The reward; nil when it could not be given.
    public var reward: Double?
    /// I-Design's objects with the positions that the answer gives them.
    public var scene: JSONValue
    /// Everything else that the API shows.
    public var document: JSONValue

    /// A sampled answer; its number is given when it is kept.
    public init(
        number: Int = 0, position: TrainingMetricRecord.Position, room: String, size: Vector3, reward: Double?,
        scene: JSONValue, document: JSONValue
    ) {
        self.number = number
        self.position = position
        self.room = room
        self.size = size
        self.reward = reward
        self.scene = scene
        self.document = document
    }
}
