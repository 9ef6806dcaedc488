import Embeddings
import Foundation
import JSON
import Service
import Testing

/// Bags of words: texts with the same words are near each other; "gizmo" means what a zorbulator is.
private struct WordEncoder: TextEncoder {
    let fingerprint = "words"

    func encode(_ texts: [String]) async throws -> [[Float]] {
        texts.map { text in
            var vector = [Float](repeating: 0.01, count: 4096)
            for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
                let known = word == "gizmo" ? "zorbulator" : word
                vector[known.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 4095 }] += 1
            }
            let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / norm }
        }
    }
}

/// Works for so many calls, and no more.
private actor FailingEncoder: TextEncoder {
    nonisolated let fingerprint = "failing"
    private var calls: Int
    private(set) var failures = 0

    init(calls: Int) { self.calls = calls }

    func encode(_ texts: [String]) async throws -> [[Float]] {
        guard calls > 0 else {
            failures += 1
            throw EmbeddingError.unreachable("no route to host")
        }
        calls -= 1
        return try await WordEncoder().encode(texts)
    }
}

/// Furniture chosen by meaning through the API.
@Suite struct EmbeddingTests {
    /// A data directory with one model, and what its notes call it.
    private func directory(name: String) async throws -> URL {
        let directory = try await TestService.furnishedDirectory()
        let models = directory.appendingPathComponent("assets/libraries/found", isDirectory: true)
        try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
        let card = TestService.repository.appendingPathComponent("Tests/AssetsTests/Fixtures/card.glb")
        try FileManager.default.copyItem(at: card, to: models.appendingPathComponent("a1.glb"))
        let notes: JSONValue = ["a1": ["name": .string(name), "size": [1, 1, 1]]]
        try Data(JSONWriter().bytes(notes)).write(to: models.appendingPathComponent("notes.json"))
        return directory
    }

    private let request: JSONValue = [
        "size": ["x": 4, "y": 4, "z": 2.6], "placer": "solver", "seed": 3,
        "scene_graph": [
            ["new_object_id": "gizmo_1", "size_in_meters": ["length": 1, "width": 1, "height": 1]],
            ["new_object_id": "sofa_1", "size_in_meters": ["length": 2, "width": 0.9, "height": 0.8]],
        ],
    ]

    /// The assets of gizmo and sofa.
    private func assets(_ service: Service) async throws -> [String?] {
        let answer = try await InProcessClient(service.responder).post("/layout", request)
        #expect(answer.status == 201, "\(answer.text)")
        return try (answer.json["objects"]?.arrayValue ?? []).map { $0["asset"]?["id"]?.stringValue }
    }

    /// The same once the embeddings are read, or what it is after some seconds.
    private func assets(_ service: Service, until wanted: String) async throws -> [String?] {
        var found = try await assets(service)
        for _ in 0..<200 where found.first != wanted {
            try await Task.sleep(for: .milliseconds(20))
            found = try await assets(service)
        }
        return found
    }

    @Test func whatNoWordTellsOfIsFoundByMeaning() async throws {
        let directory = try await directory(name: "Zorbulator")
        defer { try? FileManager.default.removeItem(at: directory) }
        let plain = try await TestService.open(at: directory)
        #expect(try await assets(plain) == [nil, "sofa"])
        await plain.close()
        for _ in 0..<2 {
            let service = try await TestService.open(at: directory, encoder: WordEncoder())
            #expect(try await assets(service, until: "found-a1") == ["found-a1", "sofa"])
            let found = try await InProcessClient(service.responder).get("/assets?q=gizmo").json["items"]
            #expect(found?.arrayValue?.first?["id"] == "found-a1")
            await service.close()
        }
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: directory.appendingPathComponent("assets/embeddings").path)
        #expect(kept.contains { $0.hasSuffix(".safetensors") } && kept.contains { $0.hasSuffix(".json") })
    }

    @Test func aTableMadeElsewhereTellsOfModelsWithoutNames() async throws {
        let directory = try await directory(name: "SM_Prop_014")
        defer { try? FileManager.default.removeItem(at: directory) }
        // Forty things that are not here, and one that is.
        let names = (0..<40).map { "thing number \($0) of no use" } + ["zorbulator"]
        let table = try EmbeddingTable(
            name: "t", ids: (0..<40).map { "x\($0)" } + ["a1"], vectors: try await WordEncoder().encode(names))
        let file = directory.appendingPathComponent("table.safetensors")
        try table.write(to: file)
        let service = try await TestService.open(
            at: directory, encoder: WordEncoder(), tables: [directory.appendingPathComponent("none.npy"), file])
        #expect(try await assets(service, until: "found-a1") == ["found-a1", "sofa"])
        await service.close()
    }

    @Test func anEncoderThatFailsFailsNoLayout() async throws {
        let directory = try await directory(name: "Zorbulator")
        defer { try? FileManager.default.removeItem(at: directory) }
        for calls in [0, 1, 40] {
            let encoder = FailingEncoder(calls: calls)
            let service = try await TestService.open(at: directory, encoder: encoder)
            for _ in 0..<3 { #expect(try await assets(service).last == "sofa") }
            await service.close()
            // After a failure it is left alone for a while.
            #expect(await encoder.failures <= 2)
        }
    }
}
