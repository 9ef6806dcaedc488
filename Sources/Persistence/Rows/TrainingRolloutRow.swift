import GRDB
import JSON
import SceneGraph

/// A row of `trainingRollout`.
struct TrainingRolloutRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingRollout"

    var sequence: Int64?
    var jobID: String
    var step: Int
    var kind: Int
    var room: String
    var sizeX: Double
    var sizeY: Double
    var sizeZ: Double
    var reward: Double?
    var scene: String
    var document: String

    init(_ rollout: TrainingRolloutRecord, jobID: String) {
        self.jobID = jobID
        step = rollout.position.step
        kind = rollout.position.kind.rawValue
        room = rollout.room
        (sizeX, sizeY, sizeZ) = (rollout.size.x, rollout.size.y, rollout.size.z)
        reward = rollout.reward
        scene = JSONColumn.text(rollout.scene)
        document = JSONColumn.text(rollout.document)
    }

    func record() throws(PersistenceError) -> TrainingRolloutRecord {
        guard let kind = TrainingMetricRecord.Kind(rawValue: kind) else {
            throw .unreadable(.trainingJob, id: jobID, detail: "a rollout of step \(step)")
        }
        return TrainingRolloutRecord(
            number: Int(sequence ?? 0), position: .init(step: step, kind: kind), room: room,
            size: Vector3(x: sizeX, y: sizeY, z: sizeZ), reward: reward,
            scene: try JSONColumn.value(scene, .trainingJob, id: jobID),
            document: try JSONColumn.value(document, .trainingJob, id: jobID))
    }
}
