import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence

/// The checkpoints of a training job, and answering with one of them.
struct TrainingCheckpointRoutes: Sendable {
    let store: Store
    let library: TrainingLibrary
    let planner: TrainingPlanner
    let models: ModelRegistry
    let promotion: CheckpointPromotion

    func register(in router: inout Router) throws {
        try router.get("/training/jobs/{id}/checkpoints") { try await list($0) }
        try router.post("/training/jobs/{id}/checkpoints/{step}/activate") { try await activate($0) }
    }

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let job = try await library.job(request)
        let checkpoints = try await store.trainingCheckpoints(job.id)
        let best = checkpoints.compactMap(\.score).max()
        let active = await models.activeID
        var items: [JSONValue] = []
        for checkpoint in checkpoints {
            let modelID = CheckpointPromotion.modelID(job.id, step: checkpoint.step)
            let isRegistered = try await store.model(modelID) != nil
            items.append([
                "step": .integer(checkpoint.step), "name": .string(checkpoint.name),
                "created_at": .string(Timestamp.text(checkpoint.createdAt)),
                "score": checkpoint.score.map { .number($0) } ?? .null,
                "best": .bool(best != nil && checkpoint.score == best), "bytes": .integer(checkpoint.byteCount),
                "model": isRegistered ? .string(modelID) : .null, "active": .bool(active == modelID),
                "links": [
                    "activate": .string("/training/jobs/\(job.id)/checkpoints/\(checkpoint.step)/activate")
                ],
            ])
        }
        return .json(["items": .array(items), "next": .null])
    }

    private func activate(_ request: ServerRequest) async throws -> ServerResponse {
        let job = try await library.job(request)
        let name = request.parameter("step")
        let checkpoint = try await store.trainingCheckpoints(job.id).first { String($0.step) == name }
        guard let checkpoint else { throw Problem.notFound("checkpoint of step", id: name) }
        let directory = planner.directory(ofJob: job.id)
        let modelID = try await promotion.register(checkpoint, of: job.id, in: directory)
        return .json(try await models.activate(modelID).json(isActive: true))
    }
}
