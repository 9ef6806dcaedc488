import GRDB
import JSON

/// A row of `job`.
struct JobRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "job"

    var sequence: Int64?
    var id: String
    var kind: String
    var status: String
    var createdAt: Int64
    var finishedAt: Int64?
    var request: String
    var layoutID: String?
    var error: String?

    init(_ job: JobRecord) {
        id = job.id
        kind = job.kind
        status = job.status.rawValue
        createdAt = Microseconds.from(job.createdAt)
        finishedAt = job.finishedAt.map(Microseconds.from)
        request = JSONColumn.text(job.request)
        layoutID = job.layoutID
        error = job.error.map(JSONColumn.text)
    }

    func record() throws(PersistenceError) -> JobRecord {
        guard let status = JobStatus(rawValue: status) else {
            throw .unreadable(.job, id: id, detail: "unknown status '\(status)'")
        }
        var problem: JSONValue?
        if let error { problem = try JSONColumn.value(error, .job, id: id) }
        return JobRecord(
            id: id, kind: kind, status: status, createdAt: Microseconds.date(createdAt),
            finishedAt: finishedAt.map(Microseconds.date),
            request: try JSONColumn.value(request, .job, id: id),
            layoutID: layoutID, error: problem)
    }
}
