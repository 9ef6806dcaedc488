import Curation
import HTTPServer
import JSON
import Rewards
import SceneGraph

/// `/layouts/{id}/metrics`: a kept layout by the numbers that papers compare by.
struct MetricRoutes: Sendable {
    let library: LayoutLibrary

    func register(in router: inout Router) throws {
        try router.get("/layouts/{id}/metrics") { try await metrics($0) }
    }

    private func metrics(_ request: ServerRequest) async throws -> ServerResponse {
        let record = try await library.record(request.parameter("id"))
        let tag = ContentTag(record.id, "metrics")
        if tag.matches(request) { return tag.notModified }
        let scene = try LayoutDocument.scene(of: record)
        let document = try await Offload.run(.short) { Self.document(scene) }
        return .json(document, fields: tag.fields)
    }

    private static func document(_ scene: Scene) -> JSONValue {
        let positions = scene.objects.compactMap(\.position)
        let metrics = SceneMetrics(MetricScene(scene, mesh: FurnitureTriangles.mesh(id:size:)))
        var document = metrics.json.objectValue ?? JSONObject()
        // A layout's objects all have a place; one without would shift the others'.
        guard positions.count == scene.objects.count else { return .object(document) }
        let score = LayoutScorer(scene).score(positions)
        document["metaspatial"] = [
            "collision_ratio": .number(score.collisionRatio), "constraint_ratio": .number(score.constraintRatio),
        ]
        let physical = LayoutAppraiser(scene: scene, profile: .physical).reward(of: positions).json
        document["physical"] = [
            "total": physical["total"] ?? .null, "terms": physical["terms"] ?? .null,
            "findings": physical["physical"] ?? .null,
        ]
        return .object(document)
    }
}
