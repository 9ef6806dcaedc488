import GRDB

/// A row of `trainingCheckpoint`.
struct TrainingCheckpointRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingCheckpoint"
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace, update: .replace)

    var jobID: String
    var step: Int
    var name: String
    var byteCount: Int
    var createdAt: Int64
    var score: Double?

    init(_ checkpoint: TrainingCheckpointRecord, jobID: String) {
        self.jobID = jobID
        step = checkpoint.step
        name = checkpoint.name
        byteCount = checkpoint.byteCount
        createdAt = Microseconds.from(checkpoint.createdAt)
        score = checkpoint.score
    }

    var record: TrainingCheckpointRecord {
        TrainingCheckpointRecord(
            step: step, name: name, byteCount: byteCount, createdAt: Microseconds.date(createdAt), score: score)
    }
}
