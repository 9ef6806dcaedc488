import HTTPServer
import HTTPTypes
import JSON
import Persistence
import Training

/// What a training job measures: as JSON, as a table, as events while it goes on, and for TensorBoard.
struct TrainingMetricRoutes: Sendable {
    let store: Store
    let library: TrainingLibrary
    let stream: TrainingStream

    /// The most rows of one JSON document.
    private static let maximumRows = 10_000

    private enum Form: String, CaseIterable {
        case json, csv, sse
    }

    func register(in router: inout Router) throws {
        try router.get("/training/jobs/{id}/metrics") { request in
            let job = try await library.job(request)
            switch try Self.form(request) {
            case .json: return try await page(job, request)
            case .csv:
                let table = MetricReport(try await library.metrics(job.id)).csv
                return .text(
                    table, contentType: "text/csv; charset=utf-8",
                    fields: Self.attachment("\(job.id).csv"))
            case .sse: return try await stream.response(job, request)
            }
        }
        try router.get("/training/jobs/{id}/evaluations") { request in
            let job = try await library.job(request)
            let rows = try await library.metrics(job.id).filter { $0.position.kind != .step }
            let items = rows.map { row -> JSONValue in
                [
                    "step": .integer(row.position.step), "mode": .string(row.position.kind.name),
                    "time": .string(Timestamp.text(row.recordedAt)), "metrics": .object(row.values),
                ]
            }
            return .json(["items": .array(items), "next": .null])
        }
        try router.get("/training/jobs/{id}/tensorboard") { request in
            let job = try await library.job(request)
            let report = MetricReport(try await library.metrics(job.id))
            return .bytes(
                report.eventFile(startTime: job.startedAt ?? job.createdAt), contentType: "application/octet-stream",
                fields: Self.attachment(MetricReport.eventFileName(for: job.id)))
        }
    }

    /// `format`, else what is accepted.
    private static func form(_ request: ServerRequest) throws -> Form {
        if let format = request.queryCursor("format").ifPresent { return try format.choice(Form.self) }
        if request.accepts("text/event-stream") { return .sse }
        return request.accepts("text/csv") ? .csv : .json
    }

    private static func attachment(_ name: String) -> HTTPFields {
        [.contentDisposition: "attachment; filename=\"\(name)\""]
    }

    private func page(_ job: TrainingJobRecord, _ request: ServerRequest) async throws -> ServerResponse {
        let limit = try request.queryCursor("limit").ifPresent?.integer(in: 1...Self.maximumRows) ?? 1000
        let kind = try request.query("kind").map { name in
            guard let kind = TrainingMetricRecord.Kind(name: name) else {
                throw Problem.field(
                    "/kind", "must be one of 'step', 'greedy', 'sampled', 'given', not '\(name.prefix(80))'")
            }
            return kind
        }
        let start = try request.query("cursor").map { text in
            guard let position = TrainingMetricRecord.Position(text: text) else {
                throw Problem.field("/cursor", "'\(text.prefix(80))' is not a cursor of this list")
            }
            return position
        }
        let rows = try await store.trainingMetrics(job.id, after: start, kind: kind, limit: limit + 1)
        let items = rows.prefix(limit)
        let next = rows.count > limit ? items.last.map { JSONValue.string($0.position.text) } : nil
        return .json(["items": .array(items.map(\.json)), "next": next ?? .null])
    }
}
