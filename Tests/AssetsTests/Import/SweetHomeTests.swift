import Assets
import Foundation
import SceneGraph
import Testing

@Suite struct SweetHomeTests {
    private func library() throws -> SweetHomeLibrary {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        return try SweetHomeLibrary(FileBytes(path: path), name: "small.sh3f")
    }

    @Test func theCatalogueIsRead() throws {
        let catalogue = try library().catalogue
        #expect(catalogue.name == "Test library" && catalogue.licence == "CC0 — nobody's")
        #expect(catalogue.pieces.map(\.id) == ["Tests#chair", "Tests#turned"])
        let chair = try #require(catalogue.pieces.first)
        #expect(chair.name == "Chaise élégante" && chair.tags == ["Seat", "Dining", "Old"])
        #expect(chair.size == BoxSize(length: 0.5, width: 0.605, height: 0.9))
        #expect(chair.supportHeight == 0.45 && chair.isMovable && !chair.isDoorOrWindow && chair.creator == "Nobody")
        #expect(chair.rotation == SweetHomePiece.noRotation)
        let turned = catalogue.pieces[1]
        #expect(turned.supportHeight == nil && turned.elevation == 0.2 && turned.isDoorOrWindow && !turned.isMovable)
        #expect(turned.rotation == [SIMD3(0, 0, 1), SIMD3(0, 1, 0), SIMD3(-1, 0, 0)])
    }

    @Test func entriesThatMakeNoSenseAreLeftOutAndNamed() throws {
        let faults = try library().catalogue.faults
        #expect(
            faults == [
                "piece 3: its width is not a length", "piece 4: its model is no path in the library",
            ])
    }

    @Test func propertiesAreReadAsJavaDoes() {
        let text =
            "name = a\\\n   b\n! no\n#no\nlicense\\u003A\nname#1=n\nwidth#1=1\ndepth#1=1\nheight#1=1\nmodel#1=m.obj\\\\"
        let catalogue = SweetHomeCatalogue(properties: Array(text.utf8))
        #expect(catalogue.name == "ab" && catalogue.licence == "")
        #expect(catalogue.faults == ["piece 1: its model is no path in the library"])
        #expect(SweetHomeCatalogue(properties: []).pieces.isEmpty)
        #expect(SweetHomeCatalogue(properties: [0x5C]).pieces.isEmpty)
    }

    @Test func modelsFindTheirMaterialsAndPictures() throws {
        let library = try library()
        let model = try library.model(of: library.catalogue.pieces[0])
        // The material file has another name than the model says, and is the only one there.
        #expect(model.notes.isEmpty && model.pictures.map(\.name) == ["bricks.png"])
        #expect(model.materials.map(\.name) == ["wall paint", "roof"])
        #expect(
            model.materials[0].picture == 0 && model.materials[0].surface.colour == Colour(red: 1, green: 1, blue: 1))
        #expect(model.materials[1].surface.opacity == 0.5 && model.materials[1].surface.colour.red > 0.5)
        // The path is written with other capitals than the file.
        #expect(try library.model(of: library.catalogue.pieces[1]).triangleCount == 12)
        #expect(library.icon(of: library.catalogue.pieces[0])?.starts(with: [0x89, 0x50]) == true)
        #expect(library.icon(of: library.catalogue.pieces[1]) == nil)
    }

    /// What a model names in its material file, what lies beside it, and how many pictures it then has.
    @Test(arguments: [
        (["C:/tmp/wood.jpg"], ["plank.jpg"], 1), (["C:/tmp/wood.jpg"], ["plank.jpg", "icon.png"], 0),
        (["C:/tmp/wood.jpg", "oak.jpg"], ["plank.jpg"], 0), (["C:/tmp/wood.jpg", "plank.jpg"], ["plank.jpg"], 1),
        (["C:/tmp/wood.jpg"], [], 0),
    ])
    func theOnlyPictureStandsForTheOnlyOneNamed(named: [String], present: [String], count: Int) throws {
        let uses = named.indices.map { "usemtl m\($0)\nf 1 2 3\n" }.joined()
        let materials = named.enumerated().map { "newmtl m\($0)\nmap_Kd \($1)\n" }.joined()
        let catalogue = "id#1=rug\nname#1=Rug\nwidth#1=1\ndepth#1=1\nheight#1=1\nmodel#1=/rug/rug.obj\n"
        let files =
            [
                ("PluginFurnitureCatalog.properties", catalogue),
                ("rug/rug.obj", "mtllib rug.mtl\nv 0 0 0\nv 1 0 0\nv 1 1 0\n" + uses), ("rug/rug.mtl", materials),
            ] + present.map { ("rug/" + $0, $0) }
        let bytes = ArchiveMaker.bytes(files.map { .init(name: $0.0, content: Array($0.1.utf8)) })
        let library = try SweetHomeLibrary(MemoryBytes(bytes, name: "a"), name: "a")
        let model = try library.model(of: library.catalogue.pieces[0])
        #expect(model.pictures.map(\.bytes) == Array(repeating: Array("plank.jpg".utf8), count: count))
        #expect(model.notes.count == named.count - count)
    }

    @Test func missingModelsAreErrors() throws {
        let library = try library()
        var piece = library.catalogue.pieces[0]
        piece.model = "models/none.obj"
        #expect(throws: ModelFileError.self) { try library.model(of: piece) }
        piece.model = "house.png"
        #expect(throws: ModelFileError.self) { try library.model(of: piece) }
    }

    @Test func archivesWithoutACatalogueAreNone() {
        let bytes = ArchiveMaker.bytes([.init(name: "a", content: [])])
        #expect(throws: ModelFileError.self) {
            try SweetHomeLibrary(MemoryBytes(bytes, name: "a"), name: "a")
        }
    }
}
