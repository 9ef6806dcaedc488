import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence
import Training

/// The checkpoints of a training job, and answering with one of them.
struct TrainingCheckpointRoutes: Sendable {
    let store: Store
    let library: TrainingLibrary
    let planner: TrainingPlanner
    let models: ModelRegistry
    let promotion: CheckpointPromotion
    let worker: any TrainingWorker

    func register(in router: inout Router) throws {
        try router.get("/training/jobs/{id}/checkpoints") { try await list($0) }
        try router.post("/training/jobs/{id}/checkpoints/{step}/activate") { try await activate($0) }
    }

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let job = try await library.job(request)
        let active = await models.activeID
        var items: [JSONValue] = []
        for checkpoint in try await checkpoints(of: job) {
            let modelID = CheckpointPromotion.modelID(job.id, step: checkpoint.step)
            let isRegistered = try await store.model(modelID) != nil
            items.append([
                "step": .integer(checkpoint.step), "name": .string(checkpoint.directory.lastPathComponent),
                "score": checkpoint.score.map { .number($0) } ?? .null,
                "best": .bool(checkpoint.isBest), "bytes": .integer(checkpoint.byteCount),
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
        guard let checkpoint = try await checkpoints(of: job).first(where: { String($0.step) == name }) else {
            throw Problem.notFound("checkpoint of step", id: name)
        }
        let modelID = try await promotion.register(checkpoint, of: job.id)
        return .json(try await models.activate(modelID).json(isActive: true))
    }

    /// Read from the disk, which alone knows what is whole.
    private func checkpoints(of job: TrainingJobRecord) async throws -> [CheckpointRecord] {
        let run = try planner.storedRun(job)
        return try await Offload.run(.loading) { worker.checkpoints(of: run) }
    }
}
