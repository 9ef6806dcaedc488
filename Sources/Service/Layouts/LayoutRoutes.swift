import HTTPServer
import HTTPTypes
import JSON
import Persistence
import SceneGraph

/// `/layout` and `/layouts`: wishes become layouts, and earlier layouts.
struct LayoutRoutes: Sendable {
    let store: Store
    let maker: LayoutMaker
    let library: LayoutLibrary
    let jobs: JobRunner
    let idempotency: Idempotency
    let errors: ErrorRendering

    private static let prefer = HTTPField.Name("Prefer")

    func register(in router: inout Router) throws {
        try router.post("/layout") { try await create($0) }
        try router.get("/layouts") { try await list($0) }
        try router.get("/layouts/{id}") { try await get($0) }
        try router.delete("/layouts/{id}") { try await delete($0) }
        try router.post("/layouts/{id}/refine") { try await refine($0) }
    }

    // MARK: Making

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.json()
        let form = try LayoutRequest(json: cursor)
        if Self.accepts(request, "text/event-stream") { return stream(form) }
        let body = cursor.value ?? .null
        let isAsync = Self.prefersAsync(request)
        let route = isAsync ? "POST /layout (async)" : "POST /layout"
        return try await idempotency.perform(request, route: route, body: body) { key in
            if isAsync { return try await enqueue(form, body, key) }
            let document = try await maker.make(form, report: { _ in }) { record, document in
                try await store.insertLayout(record, completing: Self.completion(key, record, document))
            }
            return Self.created(document)
        }
    }

    private func enqueue(_ form: LayoutRequest, _ body: JSONValue, _ key: IdempotencyKey?) async throws
        -> ServerResponse
    {
        if let id = form.roomID, try await store.room(id) == nil {
            throw Problem.field("/room", "names no kept room")
        }
        let job = try await jobs.submit(body) { job in
            Idempotency.completion(
                key, status: .accepted, location: "/jobs/\(job.id)", body: JobRoutes.document(job, nil))
        }
        return .json(
            JobRoutes.document(job, nil), status: .accepted, fields: [.location: "/jobs/\(job.id)"])
    }

    private func stream(_ form: LayoutRequest) -> ServerResponse {
        .events { sink in
            let feed = JobFeed()
            let events = feed.events()
            let work = Task {
                do {
                    let document = try await maker.make(form, report: { feed.send(.progress($0)) }) { record, _ in
                        try await store.insertLayout(record)
                    }
                    feed.send(.layout(document))
                } catch {
                    feed.send(.failed(errors.problem(error)))
                }
            }
            // A client that goes away takes its request with it.
            try await withTaskCancellationHandler {
                defer { work.cancel() }
                try await LayoutEvents.forward(events, to: sink)
            } onCancel: {
                work.cancel()
            }
        }
    }

    private func refine(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.optionalJSON()
        let sampling = try SamplingRequest(refineJSON: cursor)
        let parent = try await library.record(request.parameter("id"))
        return try await idempotency.perform(
            request, route: "POST /layouts/\(parent.id)/refine", body: cursor.value ?? .null
        ) { key in
            let document = try await maker.refine(parent, sampling: sampling, report: { _ in }) {
                record, document in
                try await store.insertLayout(record, completing: Self.completion(key, record, document))
            }
            return Self.created(document)
        }
    }

    private static func completion(_ key: IdempotencyKey?, _ record: LayoutRecord, _ document: JSONValue)
        -> IdempotentCompletion?
    {
        Idempotency.completion(key, status: .created, location: "/layouts/\(record.id)", body: document)
    }

    private static func created(_ document: JSONValue) -> ServerResponse {
        .json(
            document, status: .created,
            fields: [.location: "/layouts/\(document["id"]?.stringValue ?? "")"])
    }

    // MARK: Reading

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PageQuery(request)
        let page = try await store.layouts(limit: query.limit, cursor: query.cursor)
        return .json([
            "items": .array(page.items.map(LayoutDocument.summary)),
            "next": page.next.map { .string($0) } ?? .null,
        ])
    }

    private func get(_ request: ServerRequest) async throws -> ServerResponse {
        let frame = try request.queryCursor("frame").ifPresent?.choice(CoordinateFrame.self) ?? .metaspatial
        let record = try await library.record(request.parameter("id"))
        return .json(try LayoutDocument(record).json(frame: frame))
    }

    private func delete(_ request: ServerRequest) async throws -> ServerResponse {
        let id = request.parameter("id")
        guard try await store.deleteLayout(id) else { throw Problem.notFound("layout", id: id) }
        return ServerResponse(status: .noContent)
    }

    // MARK: Preferences

    private static func accepts(_ request: ServerRequest, _ type: String) -> Bool {
        (request.fields[.accept] ?? "").split(separator: ",").contains { part in
            part.split(separator: ";").first?.trimmed == type
        }
    }

    private static func prefersAsync(_ request: ServerRequest) -> Bool {
        guard let prefer else { return false }
        return (request.fields[prefer] ?? "").split(whereSeparator: { $0 == "," || $0 == ";" })
            .contains { $0.trimmed == "respond-async" }
    }
}

extension Substring {
    /// Without white space at its ends, in lower case.
    fileprivate var trimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed()).lowercased()
    }
}
