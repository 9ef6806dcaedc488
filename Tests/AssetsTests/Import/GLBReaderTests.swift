import Assets
import Foundation
import JSON
import Testing

/// A triangle in a binary glTF file, and whatever a test changes in its JSON.
struct GLBMaker {
    static let triangle: JSONValue = [
        "asset": ["version": "2.0"], "scenes": [["nodes": [0]]], "nodes": [["mesh": 0]],
        "meshes": [["primitives": [["attributes": ["POSITION": 0]]]]],
        "buffers": [["byteLength": 36]], "bufferViews": [["buffer": 0, "byteLength": 36]],
        "accessors": [["bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"]],
    ]

    static let corners: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]

    static func file(_ document: JSONValue, _ numbers: [Float] = corners) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).littleEndian) { Array($0) } }
        var text = JSONWriter().bytes(document)
        while text.count % 4 != 0 { text.append(0x20) }
        let binary = numbers.flatMap { word(Int($0.bitPattern)) }
        return Array("glTF".utf8) + word(2) + word(28 + text.count + binary.count) + word(text.count)
            + Array("JSON".utf8) + text + word(binary.count) + [0x42, 0x49, 0x4E, 0] + binary
    }
}

@Suite struct GLBReaderTests {
    private func reason(_ document: JSONValue, _ numbers: [Float] = GLBMaker.corners) -> ModelFileError.Reason? {
        do {
            _ = try GLBReader.read(GLBMaker.file(document, numbers), name: "test.glb")
            return nil
        } catch {
            return error.reason
        }
    }

    /// The triangle with a member of its document replaced.
    private func with(_ key: String, _ value: JSONValue) -> JSONValue {
        var object = GLBMaker.triangle.objectValue ?? JSONObject()
        object[key] = value
        return .object(object)
    }

    private func card() throws -> [UInt8] {
        let path = try #require(Bundle.module.path(forResource: "card", ofType: "glb", inDirectory: "Fixtures"))
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func aTriangleIsRead() throws {
        let model = try GLBReader.read(GLBMaker.file(GLBMaker.triangle), name: "test.glb")
        #expect(model.parts.count == 1 && model.materials.isEmpty)
        #expect(model.parts[0].positions == [SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 1, 0)])
        #expect(model.parts[0].indices == [0, 1, 2])
    }

    @Test func nodesTurnScaleAndMirror() throws {
        let model = try GLBReader.read(try card(), name: "card.glb")
        let card = try #require(model.parts.first)
        #expect(card.positions.count == 8 && card.indices.count == 12)
        // Twice as large and turned by 90 degrees about y: x goes to -z; the front faces +x.
        #expect((card.positions[1] - SIMD3(0, 0, -2)).max() < 1e-3 && (card.positions[3] - SIMD3(0, 2, 0)).max() < 1e-3)
        #expect(abs(card.normals[0].x - 1) < 1e-3)
        // The mirrored copy faces the same way and its triangles turn accordingly.
        #expect(card.positions[5] == SIMD3(4, 0, 0) && card.normals[4] == SIMD3(0, 0, 1))
        let (a, b, c) = (
            card.positions[Int(card.indices[6])], card.positions[Int(card.indices[7])],
            card.positions[Int(card.indices[8])]
        )
        #expect((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0)
        // The other primitive is a strip of two triangles in each copy, without material.
        #expect(model.parts[1].indices.count == 12 && model.parts[1].material == nil)
    }

    @Test func materialsAndPicturesAreRead() throws {
        let model = try GLBReader.read(try card(), name: "card.glb")
        let material = try #require(model.materials.first)
        #expect(material.name == "card" && material.isDoubleSided && material.alphaMode == .mask(cutoff: 0.5))
        #expect(material.surface.colour == Colour(red: 1, green: 0.5, blue: 0.25) && material.surface.roughness == 0.4)
        #expect(model.pictures.count == 1 && model.pictures[0].bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // KHR_texture_transform: scaled by 2, moved by half.
        #expect(model.parts[0].textureCoordinates[2] == SIMD2(2.5, 2))
    }

    @Test func everyShorterFileIsRefused() throws {
        let whole = try card()
        for count in 0..<whole.count {
            #expect(throws: ModelFileError.self) { try GLBReader.read(Array(whole.prefix(count)), name: "cut") }
        }
    }

    @Test func treesMustBeTrees() {
        let loop: JSONValue = [["mesh": 0, "children": [1]], ["children": [0]]]
        #expect(reason(with("nodes", loop)) == .cycle(node: 0))
        let own: JSONValue = [["children": [0]]]
        #expect(reason(with("nodes", own)) == .cycle(node: 0))
        let shared: JSONValue = [["children": [1, 2]], ["children": [2]], ["mesh": 0]]
        #expect(reason(with("nodes", shared)) == .cycle(node: 2))
        let deep: [JSONValue] = (1...300).map { ["children": [.integer($0)]] } + [[:]]
        #expect(reason(with("nodes", .array(deep))) == .tooLarge("levels of nodes", count: 257, limit: 256))
        #expect(reason(with("nodes", [["children": [7]]])) == .outOfRange("node", index: 7, count: 1))
    }

    @Test func countsAndRangesAreChecked() {
        func accessor(_ members: [String: JSONValue]) -> JSONValue {
            var object = JSONObject(members: [
                ("bufferView", 0), ("componentType", 5126), ("count", 3), ("type", "VEC3"),
            ])
            for (key, value) in members { object[key] = value }
            return with("accessors", [.object(object)])
        }
        #expect(
            reason(accessor(["count": 1_000_000_000]))
                == .tooLarge("elements", count: 1_000_000_000, limit: 2_000_000))
        #expect(reason(accessor(["count": 4])) == .truncated)
        #expect(reason(accessor(["byteOffset": 4])) == .truncated)
        #expect(reason(accessor(["count": 0])) == .malformed("it has no elements"))
        #expect(reason(accessor(["count": -1])) == .malformed("'count' is not a whole number"))
        #expect(reason(accessor(["bufferView": 3])) == .outOfRange("entry of bufferViews", index: 3, count: 1))
        #expect(
            reason(accessor(["sparse": [:]])) == .malformed("its sparse elements are none, or more than it has"))
        #expect(reason(accessor(["componentType": 1])) == .malformed("its type is unknown"))
        #expect(
            reason(with("bufferViews", [["buffer": 0, "byteLength": 1e18]]))
                == .malformed("'byteLength' is not a whole number"))
        #expect(reason(with("bufferViews", [["buffer": 0, "byteLength": 40]])) == .truncated)
        #expect(reason(with("buffers", [["uri": "../secret.bin"]])) == .unsupported("a buffer outside of the file"))
    }

    @Test func indicesMustLeadSomewhere() throws {
        var document =
            with(
                "meshes", [["primitives": [["attributes": ["POSITION": 0], "indices": 1]]]]
            ).objectValue ?? JSONObject()
        document["accessors"] = [
            ["bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"],
            ["bufferView": 0, "componentType": 5125, "count": 3, "type": "SCALAR", "byteOffset": 8],
        ]
        // 1.0 as a whole number is far beyond three vertices.
        #expect(reason(.object(document)) == .outOfRange("vertex", index: 0x3F80_0000, count: 3))
    }

    @Test func numbersMustBeFinite() {
        for bad in [Float.nan, .infinity, 1e30] {
            var numbers = GLBMaker.corners
            numbers[4] = bad
            #expect(reason(GLBMaker.triangle, numbers) == .notFinite("an element"))
        }
        #expect(reason(with("nodes", [["mesh": 0, "scale": [1e300, 1, 1]]])) == .notFinite("a vertex"))
        #expect(reason(with("nodes", [["mesh": 0, "rotation": [0, 0, 0, 0]]])) == .malformed("its rotation is none"))
    }

    @Test func whatIsRequiredAndUnknownIsRefused() {
        #expect(
            reason(with("extensionsRequired", ["KHR_texture_basisu"]))
                == .unsupported("the extension 'KHR_texture_basisu'"))
        #expect(reason(with("extensionsRequired", ["KHR_texture_transform"])) == nil)
    }

    @Test func manyShowingsOfOneMeshAreCounted() {
        var limits = ModelLimits()
        limits.maximumTriangles = 5
        let nodes = JSONValue.array(
            [["children": .array((1...6).map { .integer($0) })]] + (1...6).map { _ in ["mesh": 0] })
        do {
            _ = try GLBReader.read(GLBMaker.file(with("nodes", nodes)), name: "test", limits: limits)
            Issue.record("six triangles were taken for five")
        } catch {
            #expect(error.reason == .tooLarge("triangles", count: 6, limit: 5))
        }
        (limits.maximumTriangles, limits.maximumVertices) = (6, 17)
        do {
            _ = try GLBReader.read(GLBMaker.file(with("nodes", nodes)), name: "test", limits: limits)
            Issue.record("eighteen vertices were taken for seventeen")
        } catch {
            #expect(error.reason == .tooLarge("vertices", count: 18, limit: 17))
        }
    }
}
