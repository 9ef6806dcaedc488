import HTTPServer
import HTTPTypes
import JSON
import Persistence
import SceneGraph

/// Sampled answers of a training job, their layouts and their pictures.
struct TrainingRolloutRoutes: Sendable {
    let store: Store
    let library: TrainingLibrary

    func register(in router: inout Router) throws {
        try router.get("/training/jobs/{id}/rollouts") { try await list($0) }
        try router.get("/training/jobs/{id}/rollouts/{rollout}/preview.png") { try await preview($0) }
    }

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PageQuery(request)
        let job = try await library.job(request)
        var filter = Store.RolloutFilter(room: request.query("room"))
        filter.step = try request.queryCursor("step").ifPresent?.integer(in: 0...Int(Int32.max))
        if let name = request.query("kind") {
            filter.kind = TrainingMetricRecord.Kind(name: name)
            guard filter.kind != nil else {
                throw Problem.field(
                    "/kind", "must be one of 'step', 'greedy', 'sampled', 'given', not '\(name.prefix(80))'")
            }
        }
        let page = try await store.trainingRollouts(
            job.id, matching: filter, limit: query.limit, cursor: query.cursor)
        return .json([
            "items": .array(page.items.map { Self.document($0, jobID: job.id) }),
            "next": page.next.map { .string($0) } ?? .null,
        ])
    }

    private func preview(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PictureQuery { request.queryCursor($0) }
        let job = try await library.job(request)
        let name = request.parameter("rollout")
        guard let number = Int(name), let rollout = try await store.trainingRollout(job.id, number: number) else {
            throw Problem.notFound("rollout", id: name)
        }
        let tag = ContentTag("\(job.id)-\(rollout.number)", query.key)
        if tag.matches(request) { return tag.notModified }
        let scene = try Self.scene(of: rollout)
        let png = try await Offload.run(.short) { try Pictures.png(of: scene, query) }
        return .bytes(png, contentType: "image/png", fields: tag.fields)
    }

    /// The room with the objects that the answer placed.
    private static func scene(of rollout: TrainingRolloutRecord) throws -> Scene {
        let isPlaced = rollout.document["placed"]?.boolValue ?? false
        let form = JSONCursor(rollout.document)["room"]
        let room = try Room(
            size: JSONCursor(rollout.size.json), outline: form["outline"], openings: form["openings"])
        let objects = try JSONCursor(rollout.scene).array().map { try SceneObject(json: $0, room: room) }
        return try Scene(room: room, objects: isPlaced ? objects : [])
    }

    private static func document(_ rollout: TrainingRolloutRecord, jobID: String) -> JSONValue {
        let picture = "/training/jobs/\(jobID)/rollouts/\(rollout.number)/preview.png"
        func kept(_ key: String) -> JSONValue { rollout.document[key] ?? .null }
        return [
            "id": .integer(rollout.number), "step": .integer(rollout.position.step),
            "kind": .string(rollout.position.kind.name), "prompt": kept("prompt"), "sample": kept("sample"),
            "turn": kept("turn"),
            "room": [
                "id": .string(rollout.room), "description": kept("description"), "size": rollout.size.json,
            ],
            "reward": rollout.reward.map { .number($0) } ?? .null, "terms": kept("terms"),
            "advantage": kept("advantage"), "tokens": kept("tokens"), "text": kept("text"),
            "placed": kept("placed"), "scene_graph": rollout.scene,
            "links": ["preview": .string(picture)],
        ]
    }
}
