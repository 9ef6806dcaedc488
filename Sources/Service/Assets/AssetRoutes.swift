import Assets
import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence
import Rendering

/// `/assets`: the furniture catalogue.
struct AssetRoutes: Sendable {
    let catalogue: AssetCatalogue
    let uploads: AssetUploads
    /// What embeddings say of assets; nil where there are none.
    let meanings: AssetMeanings?
    let idempotency: Idempotency
    let courtesy: CourtesyGate

    /// The longest search text, in characters.
    private static let maximumQuery = 200
    /// Pixels of a thumbnail's side.
    private static let sides = 16...1024

    func register(in router: inout Router) throws {
        try router.get("/assets") { try await list($0) }
        try router.post("/assets") { try await upload($0) }
        try router.get("/assets/{id}") { request in
            let record = try await catalogue.record(request.parameter("id"))
            return .json(AssetDocument.json(record, catalogue.preparation(of: record)))
        }
        try router.get("/assets/{id}/model.glb") { try await model($0) }
        try router.get("/assets/{id}/thumbnail.png") { try await thumbnail($0) }
    }

    /// All assets, newest first, in pages; or with `q` those that match best, without further pages.
    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let page = try PageQuery(request)
        let store = catalogue.store
        guard let text = request.query("q") else {
            let found = try await store.assets(limit: page.limit, cursor: page.cursor)
            return .json([
                "items": .array(found.items.map(AssetDocument.json)),
                "next": found.next.map { .string($0) } ?? .null,
            ])
        }
        guard text.count <= Self.maximumQuery else {
            throw Problem.field("/q", "is longer than \(Self.maximumQuery) characters")
        }
        let query = AssetQuery(phrase: text)
        let words = query.words
        var found = try await store.assets(matchingAll: words, limit: page.limit)
        if found.isEmpty {
            // Nobody calls it so: what it also goes by.
            found = try await store.assetCandidates(kind: query.kind?.id, words: words, limit: page.limit)
        }
        if found.isEmpty, let meanings {
            // No word of it: what is near in meaning.
            let answers = await meanings.answers(to: [query])
            let records = try await store.assets(answers.nearest(to: query))
            let near = answers.nearness(of: records.compactMap(\.asset), to: query).filter(\.value.isOutstanding)
            found = Array(
                records.filter { near[$0.id] != nil }
                    .sorted { (near[$0.id]?.score ?? 0, $1.id) > (near[$1.id]?.score ?? 0, $0.id) }
                    .prefix(page.limit))
        }
        return .json(["items": .array(found.map(AssetDocument.json)), "next": .null])
    }

    private func upload(_ request: ServerRequest) async throws -> ServerResponse {
        let form = try AssetForm(request)
        let bytes = try await request.body.collect(upTo: AssetUploads.maximumBytes)
        let body: JSONValue = [
            "sha256": .string(try SHA256.hexadecimal(bytes)), "query": .string(form.description),
        ]
        return try await idempotency.perform(request, route: "POST /assets", body: body) { key in
            let record = try await uploads.add(bytes, form)
            let kept = Acknowledgement(.created, location: "/assets/\(record.id)", AssetDocument.json(record, .ready))
            try await catalogue.store.insertAsset(record, completing: kept.completion(key))
            meanings?.refresh()
            return kept
        }.response
    }

    private func model(_ request: ServerRequest) async throws -> ServerResponse {
        let (record, tag) = try await tagged(request, "model")
        if tag.matches(request) { return tag.notModified }
        let credits = ["asset": record.id, "licence": record.licence, "creator": record.creator].filter {
            !$0.value.isEmpty
        }
        let bytes = try await Offload.run(.loading) {
            try AssetFile.glb(of: mesh(of: record), name: record.name, credits: credits)
        }
        return .bytes(bytes, contentType: "model/gltf-binary", fields: tag.fields)
    }

    private func thumbnail(_ request: ServerRequest) async throws -> ServerResponse {
        let side = try request.queryCursor("size").ifPresent?.integer(in: Self.sides) ?? 256
        let (record, tag) = try await tagged(request, "thumbnail-\(side)")
        if tag.matches(request) { return tag.notModified }
        let png = try await courtesy.interactive {
            try await Offload.run(.loading) {
                try AssetPicture.make(of: mesh(of: record), width: side, height: side).pngData()
            }
        }
        return .bytes(png, contentType: "image/png", fields: tag.fields)
    }

    private func tagged(_ request: ServerRequest, _ variant: String) async throws -> (AssetRecord, ContentTag) {
        let record = try await catalogue.record(request.parameter("id"))
        // The same asset may come back from another library, or changed.
        let digest = try SHA256.hexadecimal(Array("\(record)".utf8))
        return (record, ContentTag(record.id, variant + "-" + digest.prefix(16)))
    }

    private func mesh(of record: AssetRecord) throws -> Mesh {
        guard let asset = record.asset else { throw Problem.notFound("asset", id: record.id) }
        return try catalogue.loader.mesh(of: asset)
    }
}
