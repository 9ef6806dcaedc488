import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// `/training/jobs`: training in the background.
struct TrainingJobRoutes: Sendable {
    let store: Store
    let runner: TrainingRunner
    let planner: TrainingPlanner
    let library: TrainingLibrary
    let idempotency: Idempotency

    /// The largest request, in bytes: rooms and rows may be given inside of it.
    static let maximumBytes = 32 << 20
    /// The most jobs that may wait.
    static let maximumWaiting = 256

    func register(in router: inout Router) throws {
        try router.post("/training/jobs") { try await create($0) }
        try router.get("/training/jobs") { try await list($0) }
        try router.get("/training/jobs/{id}") { request in
            .json(try await library.document(runner.job(request.parameter("id"))))
        }
        try router.delete("/training/jobs/{id}") { try await delete($0) }
        try router.post("/training/jobs/{id}/pause") { request in
            .json(try await library.document(runner.pause(request.parameter("id"))))
        }
        try router.post("/training/jobs/{id}/resume") { request in
            .json(try await library.document(runner.resume(request.parameter("id"))))
        }
        try router.post("/training/jobs/{id}/cancel") { request in
            .json(try await library.document(runner.cancel(request.parameter("id"))))
        }
    }

    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.json(upTo: Self.maximumBytes)
        let accepted = try await idempotency.perform(
            request, route: "POST /training/jobs", body: body.value ?? .null
        ) { key in
            try await Self.refuseCrowd(store, adding: 1)
            let job = try await planner.job(body, at: Timestamp.now())
            let acknowledgement = Acknowledgement(
                .accepted, location: "/training/jobs/\(job.id)", TrainingJobDocument(job: job).json)
            try await store.insertTrainingJobs([job], completing: acknowledgement.completion(key))
            return acknowledgement
        }
        await runner.advance()
        return accepted.response
    }

    /// - Throws: `Problem` 503 when so many more would be too many.
    static func refuseCrowd(_ store: Store, adding count: Int) async throws {
        let waiting = try await store.trainingJobCount(in: .queued)
        guard waiting + count <= maximumWaiting else {
            throw Problem.busy("\(waiting) training jobs are waiting already", retryAfter: 60)
        }
    }

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PageQuery(request)
        let page = try await store.trainingJobs(limit: query.limit, cursor: query.cursor)
        var items: [JSONValue] = []
        for job in page.items {
            items.append(
                TrainingJobDocument(job: job, latest: try await store.latestTrainingMetrics(job.id)).summary)
        }
        return .json(["items": .array(items), "next": page.next.map { .string($0) } ?? .null])
    }

    private func delete(_ request: ServerRequest) async throws -> ServerResponse {
        let job = try await runner.job(request.parameter("id"))
        guard job.status.isFinished, try await store.deleteTrainingJob(job.id) else {
            throw Problem(
                .conflict, .conflict, title: "The job is not finished", detail: "cancel it before it is deleted")
        }
        // The rows decide; a directory that stays behind costs nothing but its place.
        let directory = planner.directory(ofJob: job.id)
        try? await Offload.run(.loading) { try FileManager.default.removeItem(at: directory) }
        return ServerResponse(status: .noContent)
    }
}
