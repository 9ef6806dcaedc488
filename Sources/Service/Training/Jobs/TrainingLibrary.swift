import HTTPServer
import JSON
import Persistence

/// Reads what is kept of training jobs.
struct TrainingLibrary: Sendable {
    let store: Store
    let board: TrainingProgressBoard

    /// The lines that a job's document ends with.
    private static let noteCount = 20

    /// A job as the API shows it.
    func document(_ job: TrainingJobRecord) async throws -> JSONValue {
        TrainingJobDocument(
            job: job, latest: try await store.latestTrainingMetrics(job.id), progress: board.json(job.id),
            notes: try await store.trainingNotes(job.id, limit: Self.noteCount)
        ).json
    }

    /// The job that a request's path names.
    /// - Throws: `Problem` 404.
    func job(_ request: ServerRequest) async throws -> TrainingJobRecord {
        let id = request.parameter("id")
        guard let job = try await store.trainingJob(id) else { throw Problem.notFound("training job", id: id) }
        return job
    }

    /// All rows of a job in their order, in pieces that are read one after another.
    func metrics(
        _ id: String, kind: TrainingMetricRecord.Kind? = nil
    ) async throws -> [TrainingMetricRecord] {
        var rows: [TrainingMetricRecord] = []
        while true {
            let more = try await store.trainingMetrics(id, after: rows.last?.position, kind: kind, limit: 2000)
            rows += more
            if more.count < 2000 { return rows }
        }
    }
}
