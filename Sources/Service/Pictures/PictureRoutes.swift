import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence
import Rendering
import SceneGraph

/// Pictures, plans and meshes of layouts, and `/render`.
struct PictureRoutes: Sendable {
    let store: Store
    let library: LayoutLibrary
    let assets: AssetCatalogue
    let courtesy: CourtesyGate

    func register(in router: inout Router) throws {
        try router.get("/layouts/{id}/preview.png") { try await preview($0) }
        try router.get("/layouts/{id}/plan.svg") { request in
            try await drawing(request, kind: "plan", contentType: "image/svg+xml") { scene, _ in
                Array(FloorPlan.svg(of: try RenderRequest(scene: scene)).utf8)
            }
        }
        try router.get("/layouts/{id}/scene.glb") { request in
            try await drawing(request, kind: "scene", contentType: "model/gltf-binary") { scene, meshes in
                SceneFile.glb(of: try RenderRequest(scene: scene, meshes: meshes.mesh))
            }
        }
        try router.post("/render") { try await render($0) }
    }

    private func preview(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try PictureQuery { request.queryCursor($0) }
        let record = try await library.record(request.parameter("id"))
        let tag = ContentTag(record.id, query.key)
        if tag.matches(request) { return tag.notModified }
        let scene = try LayoutDocument.scene(of: record)
        let meshes = try await meshes(of: record)
        let png = try await courtesy.interactive {
            try await Offload.run(.short) { try Pictures.png(of: scene, query, meshes: meshes.mesh) }
        }
        // An orbit is a passing glance, one a frame; the lasting views are remembered.
        if query.view != .orbit {
            try await store.upsertPreview(
                PreviewRecord(
                    layoutID: record.id, view: query.view.rawValue, width: query.width, height: query.height,
                    azimuth: query.azimuth, elevation: query.elevation, etag: tag.text, createdAt: Timestamp.now()))
        }
        return .bytes(png, contentType: "image/png", fields: tag.fields)
    }

    private func drawing(
        _ request: ServerRequest, kind: String, contentType: String,
        _ draw: @escaping @Sendable (Scene, SceneMeshes) throws -> [UInt8]
    ) async throws -> ServerResponse {
        let record = try await library.record(request.parameter("id"))
        let tag = ContentTag(record.id, kind)
        if tag.matches(request) { return tag.notModified }
        let scene = try LayoutDocument.scene(of: record)
        let meshes = try await meshes(of: record)
        let bytes = try await Offload.run(.short) { try draw(scene, meshes) }
        return .bytes(bytes, contentType: contentType, fields: tag.fields)
    }

    private func meshes(of record: LayoutRecord) async throws -> SceneMeshes {
        try await SceneMeshes(of: record, store: store, loader: assets.loader, logger: assets.logger)
    }

    private func render(_ request: ServerRequest) async throws -> ServerResponse {
        let form = try RenderForm(json: try await request.json())
        let png = try await courtesy.interactive {
            try await Offload.run(.short) { try Pictures.png(of: form.scene, form.query) }
        }
        let tag = ContentTag(try SHA256.hexadecimal(png), "render")
        return .bytes(png, contentType: "image/png", fields: tag.fields)
    }
}
