import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Persistence
import Training

/// `/training/datasets`: rows for supervised fine-tuning, kept under names that jobs give as `dataset`.
struct DatasetRoutes: Sendable {
    let store: Store
    let shelf: DatasetShelf
    let idempotency: Idempotency

    /// The most bytes of a data set.
    static let maximumBytes = 64 << 20

    func register(in router: inout Router) throws {
        try router.post("/training/datasets") { try await upload($0) }
        try router.get("/training/datasets") { try await list($0) }
        try router.get("/training/datasets/{name}") { request in
            .json(try await document(request.parameter("name")))
        }
        try router.delete("/training/datasets/{name}") { try await delete($0) }
    }

    /// Keeps a body of rows. Those that do not parse are counted and named, and kept with the others: how many a job
    /// takes is its own setting. Where none parses, nothing is kept.
    private func upload(_ request: ServerRequest) async throws -> ServerResponse {
        guard let name = request.query("name"), DatasetShelf.isName(name) else {
            throw Problem.field(
                "/name", "must be 1 to 128 letters, digits, '-', '_' or '.', and not begin with a '.'")
        }
        let bytes = try await request.body.collect(upTo: Self.maximumBytes)
        let body: JSONValue = ["sha256": .string(try SHA256.hexadecimal(bytes)), "name": .string(name)]
        return try await idempotency.perform(request, route: "POST /training/datasets", body: body) { key in
            // One after another in this lane, so that of two with the same name one stands.
            let document = try await Offload.run(.loading) { [shelf] in
                let rows = DatasetReader.rows(text: bytes)
                guard !rows.examples.isEmpty else {
                    throw Problem(
                        .invalidField, .unprocessableContent, title: "The data set has no row that can be read",
                        detail: rows.complaints.first ?? "it is empty")
                }
                return try shelf.add(bytes, as: name).document(rows)
            }
            let kept = Acknowledgement(.created, location: "/training/datasets/\(name)", document)
            if let completion = kept.completion(key) { try await store.complete(completion) }
            return kept
        }.response
    }

    /// By name, in pages; a cursor is the last name of the page before.
    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let page = try PageQuery(request)
        return .json(
            try await Offload.run(.short) { [shelf] () -> JSONValue in
                let names = try shelf.names().filter { name in page.cursor.map { name > $0 } ?? true }
                let shown = try names.prefix(page.limit).compactMap { try shelf.dataset($0) }
                return [
                    "items": .array(shown.map(\.summary)),
                    "next": names.count > page.limit ? .string(names[page.limit - 1]) : .null,
                ]
            })
    }

    private func document(_ name: String) async throws -> JSONValue {
        try await Offload.run(.loading) { [shelf] in
            guard let kept = try shelf.dataset(name), let file = shelf.file(name) else {
                throw Problem.notFound("data set", id: name)
            }
            return kept.document(try DatasetReader.rows(of: file))
        }
    }

    /// A job that is not finished reads its rows anew when it goes on, so these stay.
    private func delete(_ request: ServerRequest) async throws -> ServerResponse {
        let name = request.parameter("name")
        let users = try await store.trainingJobs(in: [.queued, .running, .paused]).filter {
            $0.configuration["dataset"] == .string(name)
        }
        if let user = users.first {
            throw Problem(
                .conflict, .conflict, title: "The data set is in use", detail: "by the training job \(user.id)")
        }
        guard try await Offload.run(.loading, { [shelf] in try shelf.remove(name) }) else {
            throw Problem.notFound("data set", id: name)
        }
        return ServerResponse(status: .noContent)
    }
}
