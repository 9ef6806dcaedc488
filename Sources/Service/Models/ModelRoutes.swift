import HTTPServer
import HTTPTypes
import JSON

/// `/models`: checkpoints, and which of them answers.
struct ModelRoutes: Sendable {
    let models: ModelRegistry

    func register(in router: inout Router) throws {
        try router.get("/models") { _ in
            let active = await models.activeID
            let items = try await models.all().map { $0.json(isActive: $0.id == active) }
            return .json(["items": .array(items), "next": .null])
        }
        try router.post("/models") { request in
            let cursor = try await request.json()
            try cursor.allowOnly(["path", "mmproj", "id"])
            let description = try await models.register(
                path: try cursor["path"].string(), vision: try cursor["mmproj"].ifPresent?.string(),
                id: try cursor["id"].ifPresent?.string())
            return .json(
                description.json(isActive: await models.activeID == description.id), status: .created,
                fields: [.location: "/models/\(description.id)"])
        }
        try router.get("/models/{id}") { request in
            let description = try await models.description(request.parameter("id"))
            return .json(description.json(isActive: await models.activeID == description.id))
        }
        try router.post("/models/{id}/activate") { request in
            .json(try await models.activate(request.parameter("id")).json(isActive: true))
        }
    }
}
