import HTTPServer
import HTTPTypes
import JSON
import Persistence
import SceneGraph

/// `/layout` and `/layouts`: wishes become layouts, and earlier layouts.
struct LayoutRoutes: Sendable {
    let store: Store
    let maker: LayoutMaker
    let gate: AdmissionGate
    let library: LayoutLibrary
    let jobs: JobRunner
    let idempotency: Idempotency
    let errors: ErrorRendering

    func register(in router: inout Router) throws {
        try router.post("/layout") { try await create($0) }
        try router.get("/layouts") { try await list($0) }
        try router.get("/layouts/{id}") { try await get($0) }
        try router.delete("/layouts/{id}") { try await delete($0) }
        try router.post("/layouts/{id}/refine") { try await refine($0) }
    }

    // MARK: Making

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.json()
        let form = try LayoutRequest(json: body)
        try await maker.check(form)
        if request.accepts("text/event-stream") { return try stream(form, body, request) }
        if request.prefersAsync { return try await enqueue(body, request) }
        return try await make(form, body, request, report: { _ in }).response
    }

    private func make(
        _ form: LayoutRequest, _ body: JSONCursor, _ request: ServerRequest,
        report: @escaping LayoutProgress.Report
    ) async throws -> Acknowledgement {
        try await idempotency.perform(request, route: "POST /layout", body: body.value ?? .null) { key in
            try await gate.admit {
                let document = try await maker.make(form, report: report) { record, document in
                    try await keep(record, document, key)
                }
                return Self.acknowledgement(document)
            }
        }
    }

    private func enqueue(_ body: JSONCursor, _ request: ServerRequest) async throws -> ServerResponse {
        let body = body.value ?? .null
        func acknowledgement(_ job: JobRecord) -> Acknowledgement {
            Acknowledgement(.accepted, location: "/jobs/\(job.id)", JobRoutes.document(job, nil))
        }
        let accepted = try await idempotency.perform(request, route: "POST /layout (async)", body: body) { key in
            acknowledgement(try await jobs.submit(body) { acknowledgement($0).completion(key) })
        }
        var response = accepted.response
        response.fields.append(contentsOf: ServerRequest.asyncApplied)
        return response
    }

    private func stream(_ form: LayoutRequest, _ body: JSONCursor, _ request: ServerRequest) throws
        -> ServerResponse
    {
        try gate.check()
        return .events { sink in
            let feed = JobFeed()
            let events = feed.events()
            // A client that goes away takes its request with it.
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        let made = try await make(form, body, request, report: { feed.send(.progress($0)) })
                        feed.send(.layout(made.document))
                    } catch {
                        feed.send(.failed(errors.problem(error)))
                    }
                }
                defer { group.cancelAll() }
                try await LayoutEvents.forward(events, to: sink)
            }
        }
    }

    private func refine(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.optionalJSON()
        let sampling = try SamplingRequest(refineJSON: body)
        let parent = try await library.record(request.parameter("id"))
        try await maker.check(sampling)
        return try await idempotency.perform(
            request, route: "POST /layouts/\(parent.id)/refine", body: body.value ?? .null
        ) { key in
            try await gate.admit {
                let document = try await maker.refine(parent, sampling: sampling, report: { _ in }) {
                    record, document in
                    try await keep(record, document, key)
                }
                return Self.acknowledgement(document)
            }
        }.response
    }

    private func keep(_ record: LayoutRecord, _ document: JSONValue, _ key: IdempotencyKey?) async throws {
        try await store.insertLayout(record, completing: Self.acknowledgement(document).completion(key))
    }

    private static func acknowledgement(_ document: JSONValue) -> Acknowledgement {
        Acknowledgement(.created, location: document["links"]?["self"]?.stringValue ?? "", document)
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
        let tag = ContentTag(record.id, frame.rawValue)
        if tag.matches(request) { return tag.notModified }
        return .json(try LayoutDocument(record).json(frame: frame), fields: tag.fields)
    }

    private func delete(_ request: ServerRequest) async throws -> ServerResponse {
        let id = request.parameter("id")
        guard try await store.deleteLayout(id) else { throw Problem.notFound("layout", id: id) }
        return ServerResponse(status: .noContent)
    }
}
