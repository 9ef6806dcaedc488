import Foundation
import Persistence
import SceneGraph
import Testing

@Suite("Assets")
struct AssetTests {
    let store: Store
    init() throws { store = try Store.inMemory() }

    private func asset(_ id: String, _ name: String, tags: [String] = [], kind: String? = nil) -> AssetRecord {
        AssetRecord(
            id: id, createdAt: Samples.time, source: "sh3f", library: "Test", name: name, tags: tags, kind: kind,
            category: kind == nil ? nil : "seating", size: BoxSize(length: 1, width: 0.5, height: 0.1 + 0.2),
            front: "+z", up: "+y", unit: nil, support: "floor", surfaces: [0.45], licence: "CC0 — frei",
            creator: "Zoë", path: "/libraries/test.sh3f", key: "Test#\(id)")
    }

    private let library = AssetLibraryRecord(path: "/libraries/test.sh3f", fingerprint: "1", name: "Test")

    @Test("An asset comes back as it was kept")
    func roundTrip() async throws {
        let chair = asset("chair", "Chaise élégante", tags: ["Seat", "\"quoted\""], kind: "chair")
        try await store.insertAsset(chair)
        #expect(try await store.asset("chair") == chair)
        #expect(try await store.asset("none") == nil)
        #expect(try await store.assets(limit: 5).items == [chair])
        await #expect(throws: PersistenceError.duplicate(.asset, id: "chair")) {
            try await store.insertAsset(chair)
        }
    }

    @Test("Words are found in any form, and the name counts most")
    func search() async throws {
        try await store.replaceAssets(
            of: library,
            with: [
                asset("a", "Armchair", tags: ["leather"]), asset("b", "Leather sofa"), asset("c", "Café tables"),
                asset("d", "Chairs and leather stool"),
            ])
        func ids(_ words: String...) async throws -> [String] {
            try await store.assets(matchingAll: words, limit: 10).map(\.id)
        }
        #expect(try await ids("leather") == ["b", "d", "a"])
        #expect(try await ids("chair", "leather") == ["d"])
        #expect(try await ids("cafe") == ["c"])
        #expect(try await ids("table") == ["c"])
        #expect(try await ids("arm") == ["a"])
        #expect(try await ids("zebra").isEmpty)
        #expect(try await ids().isEmpty)
        // What FTS5 would read as operators are words here, or nothing.
        for text in ["\"", "*", "NOT", "a OR b", "name:leather", "NEAR(", "^x", "-"] { _ = try await ids(text) }
    }

    @Test("Candidates are those of the kind, then those with a word in common")
    func candidates() async throws {
        try await store.replaceAssets(
            of: library,
            with: [asset("a", "Box"), asset("b", "Thing", kind: "chair"), asset("c", "Old chair", kind: "chair")])
        #expect(try await store.assetCandidates(kind: "chair", words: ["box", "old"]).map(\.id) == ["b", "c", "a"])
        #expect(try await store.assetCandidates(kind: nil, words: []).isEmpty)
        #expect(try await store.assetCandidates(kind: "chair", words: ["box"], limit: 1).map(\.id) == ["b"])
    }

    @Test("A collection is replaced as a whole")
    func replacing() async throws {
        try await store.insertAsset(asset("mine", "My chair"))
        #expect(try await store.replaceAssets(of: library, with: [asset("a", "Desk"), asset("mine", "Theirs")]) == 1)
        #expect(try await store.asset("mine")?.name == "My chair")
        var newer = library
        newer.fingerprint = "2"
        try await store.replaceAssets(of: newer, with: [asset("b", "Lamp")])
        #expect(try await store.assetLibraries() == [newer])
        #expect(try await store.asset("a") == nil)
        #expect(try await store.assetCount() == 2)
        #expect(try await store.assets(matchingAll: ["desk"], limit: 5).isEmpty)
        try await store.removeAssets(ofLibrary: library.path)
        #expect(try await store.assetLibraries().isEmpty)
        #expect(try await store.assetCount() == 1)
        #expect(try await store.assets(matchingAll: ["lamp"], limit: 5).isEmpty)
    }
}
