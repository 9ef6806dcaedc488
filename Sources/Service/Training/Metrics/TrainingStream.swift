import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// A job's metrics as server-sent events while they come in.
///
/// - `metrics`: a row, whose id is its position. A client that connects again sends the last one as
///   `Last-Event-ID` (or `?after=`) and gets the rows behind it, none twice: rows are read from the store in their
///   order, and one that is replaced after a restart keeps its position.
/// - `job`: the job's document, whenever it has changed; without an id, since only the newest counts.
/// - `end`: the job is finished and all has been sent. A client that comes again after that is answered 204, which
///   tells browsers to leave it, unless the job was taken up again meanwhile.
struct TrainingStream: Sendable {
    let store: Store
    let library: TrainingLibrary
    let feed: TrainingFeed

    private static let lastEventID = HTTPField.Name("Last-Event-ID")
    private static let endPrefix = "end-"
    private static let batch = 500

    func response(_ job: TrainingJobRecord, _ request: ServerRequest) async throws -> ServerResponse {
        let field = Self.lastEventID.flatMap { request.fields[$0] }
        let last = field.flatMap { $0.isEmpty ? nil : $0 } ?? request.query("after")
        let isEnd = last?.hasPrefix(Self.endPrefix) ?? false
        if isEnd, job.status.isFinished { return ServerResponse(status: .noContent) }
        var position: TrainingMetricRecord.Position?
        if let last {
            position = TrainingMetricRecord.Position(text: isEnd ? String(last.dropFirst(Self.endPrefix.count)) : last)
            guard position != nil else {
                throw Problem.field("/after", "'\(last.prefix(80))' is not the id of an event")
            }
        }
        return .events { [position] sink in try await send(job.id, after: position, to: sink) }
    }

    private func send(
        _ id: String, after start: TrainingMetricRecord.Position?, to sink: EventSink
    ) async throws {
        let writer = JSONWriter()
        var position = start
        var shown: JSONValue?
        // Asked for before the first look, so that nothing falls between.
        let changes = feed.changes(id)
        var iterator = changes.makeAsyncIterator()
        while true {
            // The state is read before the rows: of a job that is seen finished, all rows are there.
            guard let job = try await store.trainingJob(id) else { return }
            while true {
                let rows = try await store.trainingMetrics(id, after: position, limit: Self.batch)
                for row in rows {
                    try await sink.send(name: "metrics", id: row.position.text, data: writer.string(row.json))
                    position = row.position
                }
                if rows.count < Self.batch { break }
            }
            let document = try await library.document(job)
            if document != shown {
                try await sink.send(name: "job", data: writer.string(document))
                shown = document
            }
            if job.status.isFinished {
                let last = position ?? .init(step: 0, kind: .step)
                return try await sink.send(
                    name: "end", id: Self.endPrefix + last.text, data: writer.string(document))
            }
            guard await iterator.next() != nil else { return }
        }
    }
}
