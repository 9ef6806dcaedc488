import GRDB

/// A row of `trainingNote`.
struct TrainingNoteRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingNote"

    var sequence: Int64?
    var jobID: String
    var step: Int
    var recordedAt: Int64
    var isWarning: Bool
    var message: String

    init(_ note: TrainingNoteRecord, jobID: String) {
        self.jobID = jobID
        step = note.step
        recordedAt = Microseconds.from(note.recordedAt)
        isWarning = note.isWarning
        message = note.message
    }

    var record: TrainingNoteRecord {
        TrainingNoteRecord(
            step: step, recordedAt: Microseconds.date(recordedAt), isWarning: isWarning, message: message)
    }
}
