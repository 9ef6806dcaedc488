import GRDB
import JSON

/// A row of `trainingSweep`.
struct TrainingSweepRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "trainingSweep"

    var sequence: Int64?
    var id: String
    var status: String
    var createdAt: Int64
    var finishedAt: Int64?
    var request: String

    init(_ sweep: TrainingSweepRecord) {
        id = sweep.id
        status = sweep.status.rawValue
        createdAt = Microseconds.from(sweep.createdAt)
        finishedAt = sweep.finishedAt.map(Microseconds.from)
        request = JSONColumn.text(sweep.request)
    }

    func record() throws(PersistenceError) -> TrainingSweepRecord {
        guard let status = TrainingStatus(rawValue: status) else {
            throw .unreadable(.trainingSweep, id: id, detail: "unknown status '\(status)'")
        }
        return TrainingSweepRecord(
            id: id, status: status, createdAt: Microseconds.date(createdAt),
            finishedAt: finishedAt.map(Microseconds.date),
            request: try JSONColumn.value(request, .trainingSweep, id: id))
    }
}
