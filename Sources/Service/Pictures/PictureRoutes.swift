import Assets
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
    let picker: AssetPicker
    let courtesy: CourtesyGate
    private let cache = PictureCache()

    init(
        store: Store, library: LayoutLibrary, assets: AssetCatalogue, picker: AssetPicker, courtesy: CourtesyGate
    ) {
        self.store = store
        self.library = library
        self.assets = assets
        self.picker = picker
        self.courtesy = courtesy
    }

    func register(in router: inout Router) throws {
        try router.get("/layouts/{id}/preview.png") { try await preview($0) }
        try router.get("/layouts/{id}/plan.svg") { request in
            try await drawing(request, kind: "plan", contentType: "image/svg+xml") { request in
                Array(FloorPlan.svg(of: request).utf8)
            }
        }
        try router.get("/layouts/{id}/scene.glb") { request in
            let frame = try request.queryCursor("frame").ifPresent?.choice(CoordinateFrame.self) ?? .gltf
            return try await drawing(request, kind: "scene-\(frame.rawValue)", contentType: "model/gltf-binary") {
                request in
                try SceneFile.glb(of: request, frame: frame)
            }
        }
        try router.get("/layouts/{id}/turntable.png") { try await turntable($0) }
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
            try await Offload.run(.short) {
                try cache.file(tag.text) {
                    let plain = try Pictures.request(for: scene, query)
                    if query.look == .sketch { return try Renderer.png(of: plain) }
                    let studio = try studio(record.id, scene, query, meshes)
                    return try Renderer.png(of: plain.furnished(like: studio), scene: studio)
                }
            }
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

    /// A layout's scene in its light, with the real forms of what there are real forms of.
    private func studio(
        _ id: String, _ scene: Scene, _ query: PictureQuery, _ meshes: SceneMeshes
    ) throws -> StudioScene {
        try cache.scene(id) {
            meshes.prepare()
            return StudioScene(try Pictures.request(for: scene, query, meshes: meshes.mesh))
        }
    }

    /// The room turned once around.
    private func turntable(_ request: ServerRequest) async throws -> ServerResponse {
        let query = try TurntableQuery { request.queryCursor($0) }
        let record = try await library.record(request.parameter("id"))
        let tag = ContentTag(record.id, query.key)
        if tag.matches(request) { return tag.notModified }
        let scene = try LayoutDocument.scene(of: record)
        let meshes = try await meshes(of: record)
        let file = try await courtesy.interactive {
            try await Offload.run(.short) {
                try cache.file(tag.text) {
                    let studio = try studio(record.id, scene, query.picture, meshes)
                    return try Turntable.png(
                        of: Pictures.request(for: scene, query.picture).furnished(like: studio), frames: query.frames,
                        seconds: query.seconds, scene: studio)
                }
            }
        }
        return .bytes(file, contentType: "image/apng", fields: tag.fields)
    }

    private func drawing(
        _ request: ServerRequest, kind: String, contentType: String,
        _ draw: @escaping @Sendable (RenderRequest) throws -> [UInt8]
    ) async throws -> ServerResponse {
        let record = try await library.record(request.parameter("id"))
        let tag = ContentTag(record.id, kind)
        if tag.matches(request) { return tag.notModified }
        let scene = try LayoutDocument.scene(of: record)
        let meshes = try await meshes(of: record)
        let bytes = try await Offload.run(.short) {
            meshes.prepare()
            return try draw(RenderRequest(scene: scene, meshes: meshes.mesh))
        }
        return .bytes(bytes, contentType: contentType, fields: tag.fields)
    }

    private func meshes(of record: LayoutRecord) async throws -> SceneMeshes {
        try await meshes(record.document["assets"])
    }

    private func meshes(_ references: JSONValue?) async throws -> SceneMeshes {
        try await SceneMeshes(references, store: store, loader: assets.loader, logger: assets.logger)
    }

    private func render(_ request: ServerRequest) async throws -> ServerResponse {
        let form = try RenderForm(json: try await request.json())
        let meshes = try await meshes(await picker.pick(for: form.scene.objects, seed: 0))
        let png = try await courtesy.interactive {
            try await Offload.run(.short) { try Pictures.png(of: form.scene, form.query, meshes: meshes.mesh) }
        }
        let tag = ContentTag(try SHA256.hexadecimal(png), "render")
        return .bytes(png, contentType: "image/png", fields: tag.fields)
    }
}
