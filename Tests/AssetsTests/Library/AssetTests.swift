import Assets
import Foundation
import JSON
import SceneGraph
import Testing

@Suite struct AssetTests {
    @Test func furnitureMadeInCodeIsAlwaysThere() {
        #expect(Asset.parametric.count >= 60)
        #expect(Set(Asset.parametric.map(\.id)).count == Asset.parametric.count)
        for asset in Asset.parametric {
            #expect(asset.category != nil && !asset.licence.isEmpty && asset.source == .parametric)
            for height in asset.surfaces { #expect(height > 0 && height <= asset.size.height) }
        }
        #expect(Asset.parametric.first { $0.id == "desk" }?.surfaces == [0.75])
        #expect(Asset.parametric.first { $0.id == "chandelier" }?.surfaces.isEmpty == true)
    }

    @Test(
        arguments: [
            ("Chandelier lamp", ["Hanging"], BoxSize(length: 0.7, width: 0.7, height: 0.8), 1.6, "chandelier"),
            ("Sofa 2 seats", ["Couch"], BoxSize(length: 1.7, width: 0.9, height: 0.8), 0, "sofa"),
            ("Bed", [], BoxSize(length: 0.95, width: 2, height: 0.6), 0, "single_bed"),
            ("Bed", [], BoxSize(length: 1.5, width: 2.1, height: 0.9), 0, "double_bed"),
            ("Bed", [], BoxSize(length: 1.98, width: 2.2, height: 0.8), 0, "king_bed"),
            ("Lamp", [], BoxSize(length: 0.4, width: 0.4, height: 1.7), 0, "floor_lamp"),
            ("Table", [], BoxSize(length: 1.1, width: 0.6, height: 0.42), 0, "coffee_table"),
            ("Puff", ["Seat"], BoxSize(length: 0.5, width: 0.5, height: 0.45), 0, "ottoman"),
            ("Screen", ["Japanese"], BoxSize(length: 1.8, width: 0.05, height: 1.7), 0, "room_divider"),
        ] as [(String, [String], BoxSize, Double, String)])
    func modelsAreToldByNameAndSize(
        name: String, tags: [String], size: BoxSize, elevation: Double, kind: String
    ) {
        #expect(KindFinder().kind(name: name, tags: tags, size: size, elevation: elevation)?.id == kind)
    }

    @Test(arguments: [
        ("Toilet brush", BoxSize(length: 0.12, width: 0.12, height: 0.4)),
        ("Table tennis bat", BoxSize(length: 0.16, width: 0.02, height: 0.26)),
        ("Female", BoxSize(length: 0.5, width: 0.4, height: 1.7)),
    ])
    func whatIsCalledLikeFurnitureIsNotAlwaysSome(name: String, size: BoxSize) {
        #expect(KindFinder().kind(name: name, tags: [], size: size) == nil)
    }

    @Test func aLibraryBecomesAssets() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
        let assets = Asset.assets(of: library.catalogue, path: path, taken: ["tests-chair"])
        #expect(assets.map(\.id) == ["tests-chair-2", "tests-turned"])
        #expect(assets[0].licence == "CC0 — nobody's" && assets[0].creator == "Nobody" && assets[0].surfaces == [0.45])
        #expect(assets[1].support == .wall && assets[1].surfaces.isEmpty && assets[1].kind == "chest")
    }

    @Test func assetsAreLoadedFromWhereverTheyLie() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "metaspatial-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let loader = AssetLoader(cache: MeshCache(directory: directory))
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let library = try SweetHomeLibrary(FileBytes(path: path), name: path)
        let chair = Asset.assets(of: library.catalogue, path: path)[0]
        let bounds = try #require(try loader.mesh(of: chair).bounds)
        #expect((bounds.maximum - SIMD3(0.25, 0.3025, 0.45)).squaredLength < 1e-9)
        let wanted = BoxSize(length: 1, width: 2, height: 3)
        #expect(try loader.mesh(of: chair, fittedTo: wanted).bounds?.maximum == SIMD3(0.5, 1, 1.5))
        #expect(try loader.mesh(of: #require(Asset.parametric.first)).triangleCount > 0)
        var gone = chair
        gone.path = "/nowhere.sh3f"
        #expect(throws: ModelFileError.self) { try loader.mesh(of: gone) }
        gone = chair
        gone.key = "Tests#none"
        #expect(throws: ModelFileError.self) { try loader.mesh(of: gone) }
    }

    @Test func notesOfOtherPeopleAreRead() throws {
        let json = try JSONValue.parse(
            """
            {"0a1b": {"name": "Oak chair", "tags": [{"name": "seat"}, {"name": "wood"}], "categories": [{"name": "furniture-home"}],
              "license": "by", "user": {"displayName": "Ann"}},
             "mine": {"front_axis": "-y", "up": "Z", "unit": 0.01, "size": [1, 2, 3], "creator": "Bob"},
             "odd": {"front": "+q", "up": 7, "unit": -1, "size": [1, 2], "tags": 3}}
            """)
        let notes = ModelNotes.all(json: json)
        #expect(notes["0a1b"]?.name == "Oak chair" && notes["0a1b"]?.tags == ["seat", "wood", "furniture-home"])
        #expect(notes["0a1b"]?.creator == "Ann" && notes["0a1b"]?.licence == "by" && notes["0a1b"]?.frame == .gltf)
        #expect(notes["mine"]?.frame == ModelFrame(front: .negativeY, up: .positiveZ) && notes["mine"]?.unit == 0.01)
        #expect(notes["mine"]?.size == BoxSize(length: 1, width: 2, height: 3))
        #expect(notes["odd"] == ModelNotes())
        let categories = ModelNotes.all(json: ["armchair": ["0a1b", "other"], "seat": ["0a1b"]])
        #expect(categories["0a1b"]?.tags == ["armchair", "seat"] && categories["other"]?.tags == ["armchair"])
        let whole = try #require(notes["0a1b"]).completed(by: try #require(categories["0a1b"]))
        #expect(whole.name == "Oak chair" && whole.tags == ["seat", "wood", "furniture-home", "armchair"])
    }

    @Test func modelsWithoutASaneSizeGetThatOfTheirKind() throws {
        let path = try #require(Bundle.module.path(forResource: "card", ofType: "glb", inDirectory: "Fixtures"))
        let model = try GLBReader.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), name: "card")
        func asset(_ notes: ModelNotes, _ stem: String = "thing_7") throws -> Asset {
            try Asset.asset(
                of: model, notes: notes, id: "x", stem: stem, source: .directory, library: "l", path: path)
        }
        var notes = ModelNotes()
        #expect(try asset(notes).name == "thing 7" && asset(notes).kind == nil)
        notes.unit = 100
        notes.name = "dining table"
        let table = try asset(notes)
        #expect(table.kind == "dining_table" && max(table.size.length, table.size.width, table.size.height) < 5)
        notes.unit = 1e6
        notes.name = "thing"
        #expect(throws: ModelFileError.self) { try asset(notes) }
    }
}
