import Assets
import Foundation
import JSON
import Testing

/// The rarer forms in which glTF files hold meshes and their looks.
@Suite struct GLBFormsTests {
    /// Four squares, each in another form, one above another along z.
    private func forms() throws -> ImportedModel {
        let path = try #require(Bundle.module.path(forResource: "forms", ofType: "glb", inDirectory: "Fixtures"))
        return try GLBReader.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), name: "forms.glb")
    }

    private func corners(_ model: ImportedModel, z: Float) -> [SIMD3<Float>] {
        model.parts.flatMap(\.positions).filter { $0.z == z }
    }

    private func reason(_ members: [(String, JSONValue)], _ numbers: [Float] = GLBMaker.corners)
        -> ModelFileError.Reason?
    {
        var object = GLBMaker.triangle.objectValue ?? JSONObject()
        for (key, value) in members { object[key] = value }
        do {
            _ = try GLBReader.read(GLBMaker.file(.object(object), numbers), name: "test.glb")
            return nil
        } catch { return error.reason }
    }

    @Test func sparseElementsStandInThePlacesOfOthers() throws {
        let model = try forms()
        #expect(corners(model, z: 0) == [SIMD3(0, 0, 0), SIMD3(5, 0, 0), SIMD3(5, 1, 0), SIMD3(0, 1, 0)])
        // Without a view of their own, all others are zero.
        #expect(corners(model, z: 3) == [SIMD3(0, 0, 3), SIMD3(5, 0, 3), SIMD3(5, 1, 3), SIMD3(0, 0, 3)])
    }

    @Test func wholeNumbersStandForParts() throws {
        #expect(corners(try forms(), z: 1) == [SIMD3(0, 0, 1), SIMD3(1, 0, 1), SIMD3(1, 1, 1), SIMD3(0, 1, 1)])
    }

    @Test func coloursOfVerticesTintTheMaterial() throws {
        let model = try forms()
        let coloured = model.parts.filter { $0.positions.allSatisfy { $0.z == 2 } }
        // A red triangle, and one of which a third is blue, both times the material's yellow.
        try #require(coloured.count == 2)
        for part in coloured { #expect(part.positions.count == 3 && part.indices.count == 3) }
        let colours = try coloured.map { model.materials[try #require($0.material)].surface.colour }
        #expect(colours.contains(Colour(red: 1, green: 0, blue: 0)))
        let other = try #require(colours.first { $0.red < 1 })
        #expect(abs(other.red - 2.0 / 3) < 1e-5 && other.green == 0 && abs(other.blue - 0.5 / 3) < 1e-5)
    }

    @Test func looksOfOlderAndPlainerMaterialsAreKept() throws {
        let model = try forms()
        let unlit = try #require(model.materials.first { $0.surface.colour == Colour(red: 0.5, green: 1, blue: 1) })
        #expect(unlit.surface.metalness == 0 && unlit.surface.roughness == 1)
        let glossy = try #require(model.materials.first { $0.surface.colour == Colour(red: 1, green: 0, blue: 0) })
        #expect(glossy.surface.roughness == 0.75 && glossy.surface.metalness == 0)
    }

    @Test func manyColoursBecomeFew() {
        let shades = (0..<4000).map { SIMD3<Float>(Float($0 % 200) / 200, Float($0 / 200) / 20, 0.5) }
        let few = ColourPalette(shades, limit: 12)
        #expect(few.colours.count == 12 && few.choices.count == 4000)
        for (shade, choice) in zip(shades, few.choices) {
            #expect(((shade - few.colours[choice].vector) * (shade - few.colours[choice].vector)).sum() < 0.25)
        }
        let two = ColourPalette([SIMD3(1, 0, 0), SIMD3(0, 0, 1), SIMD3(1, 0, 0)], limit: 12)
        #expect(two.colours.count == 2 && two.choices[0] == two.choices[2] && two.choices[0] != two.choices[1])
        #expect(ColourPalette([], limit: 3).choices.isEmpty)
    }

    @Test func compressedMeshesAreRefusedByName() {
        let cases = [
            ("KHR_draco_mesh_compression", "Draco"), ("EXT_meshopt_compression", "meshopt"),
            ("KHR_meshopt_compression", "meshopt"),
        ]
        for (name, words) in cases {
            guard case .unsupported(let what)? = reason([("extensionsRequired", [.string(name)])]) else {
                Issue.record("\(name) is taken")
                continue
            }
            #expect(what.contains(words) && what.contains(name))
        }
        // Not declared as required, but without it there is nothing.
        let draco: JSONValue = [
            ["primitives": [["attributes": ["POSITION": 0], "extensions": ["KHR_draco_mesh_compression": [:]]]]]
        ]
        let empty: JSONValue = [["componentType": 5126, "count": 3, "type": "VEC3"]]
        #expect("\(reason([("meshes", draco), ("accessors", empty)]) as Any)".contains("Draco"))
        #expect(reason([("meshes", draco)]) == nil)
        let view: JSONValue = [
            ["buffer": 1, "byteLength": 36, "extensions": ["EXT_meshopt_compression": ["buffer": 0]]]
        ]
        #expect("\(reason([("bufferViews", view)]) as Any)".contains("meshopt"))
    }

    @Test func hostileSparseElementsAreRefused() {
        func sparse(_ count: JSONValue, _ indices: JSONValue, _ values: JSONValue = ["bufferView": 0])
            -> ModelFileError.Reason?
        {
            let accessor: JSONValue = [
                "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3",
                "sparse": ["count": count, "indices": indices, "values": values],
            ]
            return reason([("accessors", [accessor])])
        }
        let bytes: JSONValue = ["bufferView": 0, "componentType": 5121]
        #expect(sparse(1, bytes) == nil)
        #expect(sparse(2, bytes) == .malformed("its sparse indices do not rise"))
        #expect(sparse(1_000_000_000, bytes) == .malformed("its sparse elements are none, or more than it has"))
        #expect(sparse(0, bytes) == .malformed("its sparse elements are none, or more than it has"))
        #expect(
            sparse(1, ["bufferView": 0, "componentType": 5126])
                == .malformed("its sparse indices are of no type for indices"))
        #expect(sparse(1, ["componentType": 5121]) == .malformed("its sparse data have no buffer view"))
        #expect(
            sparse(1, ["bufferView": 0, "byteOffset": 14, "componentType": 5123])
                == .outOfRange("element", index: 16_256, count: 3))
        #expect(sparse(3, bytes, ["bufferView": 0, "byteOffset": 4]) == .truncated)
        #expect(
            sparse(1, ["bufferView": 9, "componentType": 5121])
                == .outOfRange("entry of bufferViews", index: 9, count: 1))
    }

    @Test func coloursMustBeAsManyAsCorners() {
        let mesh: JSONValue = [["primitives": [["attributes": ["POSITION": 0, "COLOR_0": 1]]]]]
        let accessors: JSONValue = [
            ["bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"],
            ["bufferView": 0, "componentType": 5126, "count": 2, "type": "VEC3"],
        ]
        #expect(reason([("meshes", mesh), ("accessors", accessors)]) == .malformed("'COLOR_0' has 2 elements"))
    }
}
