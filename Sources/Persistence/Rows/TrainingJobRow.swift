import GRDB
import JSON

/// A row of `trainingJob`.
struct TrainingJobRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingJob"

    var sequence: Int64?
    var id: String
    var status: String
    var createdAt: Int64
    var startedAt: Int64?
    var finishedAt: Int64?
    var configuration: String
    var plan: String
    var step: Int
    var totalSteps: Int
    var resumeCount: Int
    var sweepID: String?
    var sweepIndex: Int?
    var stopStep: Int?
    var error: String?

    init(_ job: TrainingJobRecord) {
        id = job.id
        status = job.status.rawValue
        createdAt = Microseconds.from(job.createdAt)
        startedAt = job.startedAt.map(Microseconds.from)
        finishedAt = job.finishedAt.map(Microseconds.from)
        configuration = JSONColumn.text(job.configuration)
        plan = JSONColumn.text(job.plan)
        step = job.step
        totalSteps = job.totalSteps
        resumeCount = job.resumeCount
        sweepID = job.sweepID
        sweepIndex = job.sweepIndex
        stopStep = job.stopStep
        error = job.error.map(JSONColumn.text)
    }

    func record() throws(PersistenceError) -> TrainingJobRecord {
        guard let status = TrainingStatus(rawValue: status) else {
            throw .unreadable(.trainingJob, id: id, detail: "unknown status '\(status)'")
        }
        var problem: JSONValue?
        if let error { problem = try JSONColumn.value(error, .trainingJob, id: id) }
        return TrainingJobRecord(
            id: id, status: status, createdAt: Microseconds.date(createdAt),
            startedAt: startedAt.map(Microseconds.date), finishedAt: finishedAt.map(Microseconds.date),
            configuration: try JSONColumn.value(configuration, .trainingJob, id: id),
            plan: try JSONColumn.value(plan, .trainingJob, id: id), step: step, totalSteps: totalSteps,
            resumeCount: resumeCount, sweepID: sweepID, sweepIndex: sweepIndex, stopStep: stopStep, error: problem)
    }
}
