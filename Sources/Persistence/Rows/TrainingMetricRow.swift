import GRDB
import JSON

/// A row of `trainingMetric`.
struct TrainingMetricRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingMetric"
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace, update: .replace)

    var jobID: String
    var step: Int
    var kind: Int
    var recordedAt: Int64
    var metrics: String

    init(_ metric: TrainingMetricRecord, jobID: String) {
        self.jobID = jobID
        step = metric.position.step
        kind = metric.position.kind.rawValue
        recordedAt = Microseconds.from(metric.recordedAt)
        metrics = JSONColumn.text(.object(metric.values))
    }

    func record() throws(PersistenceError) -> TrainingMetricRecord {
        guard let kind = TrainingMetricRecord.Kind(rawValue: kind),
            let values = try JSONColumn.value(metrics, .trainingJob, id: jobID).objectValue
        else { throw .unreadable(.trainingJob, id: jobID, detail: "the metrics of step \(step)") }
        return TrainingMetricRecord(
            position: .init(step: step, kind: kind), recordedAt: Microseconds.date(recordedAt), values: values)
    }
}
