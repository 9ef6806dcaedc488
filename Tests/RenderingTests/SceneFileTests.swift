import Foundation
import Rendering
import SceneGraph
import Testing

@Suite struct SceneFileTests {
    private struct GLB: Decodable {
        struct Node: Decodable {
            struct Extras: Decodable {
                var asset: String
                var label: String
                var size: [String: Double]
            }
            var name: String
            var translation: [Double]
            var rotation: [Double]
            var mesh: Int?
            var extras: Extras?
        }
        struct Accessor: Decodable {
            var bufferView: Int
            var componentType: Int
            var count: Int
            var type: String
            var min: [Double]?
            var max: [Double]?
        }
        struct View: Decodable { var byteOffset: Int; var byteLength: Int }
        struct Primitive: Decodable { var attributes: [String: Int]; var indices: Int; var material: Int }
        struct Mesh: Decodable { var primitives: [Primitive] }
        struct Length: Decodable { var byteLength: Int }
        struct Root: Decodable { var nodes: [Int] }
        var nodes: [Node]
        var accessors: [Accessor]
        var bufferViews: [View]
        var meshes: [Mesh]
        var buffers: [Length]
        var scenes: [Root]
    }

    private func word(_ file: [UInt8], _ offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
    }

    private func open(_ items: [RenderRequest.Item]) throws -> (json: GLB, binary: [UInt8]) {
        let file = try SceneFile.glb(of: RenderRequest(room: studio, items: items))
        #expect(
            Array(file.prefix(4)) == Array("glTF".utf8) && word(file, 4) == 2 && word(file, 8) == file.count)
        let length = word(file, 12)
        #expect(length % 4 == 0 && word(file, 16) == 0x4E4F_534A)
        let json = try JSONDecoder().decode(GLB.self, from: Data(file[20..<20 + length]))
        #expect(word(file, 20 + length + 4) == 0x004E_4942)
        let binary = Array(file[(28 + length)...])
        #expect(word(file, 20 + length) == binary.count && json.buffers[0].byteLength <= binary.count)
        return (json, binary)
    }

    @Test func eachObjectIsANodeNamedByItsIdentifier() throws {
        let (json, _) = try open(furnished)
        #expect(json.nodes.map(\.name) == ["room"] + furnished.map(\.id))
        #expect(json.scenes[0].nodes == Array(json.nodes.indices))
        let desk = try #require(json.nodes.first { $0.name == "desk_1" }?.extras)
        #expect(desk.asset == "desk" && desk.label == "desk" && desk.size["length"] == 1.4)
    }

    @Test func accessorsFitTheBufferAndStateTheirBounds() throws {
        let (json, binary) = try open(furnished)
        for mesh in json.meshes {
            for primitive in mesh.primitives {
                let position = json.accessors[try #require(primitive.attributes["POSITION"])]
                let indices = json.accessors[primitive.indices]
                #expect(position.min?.count == 3 && position.max?.count == 3)
                #expect(indices.count % 3 == 0 && indices.componentType == 5125)
                let view = json.bufferViews[indices.bufferView]
                #expect(view.byteOffset % 4 == 0 && view.byteOffset + view.byteLength <= binary.count)
                for index in 0..<indices.count {
                    #expect(word(binary, view.byteOffset + 4 * index) < position.count)
                }
            }
        }
    }

    @Test(arguments: [(0.0, SIMD2(0.0, -1.0)), (90, SIMD2(1, 0)), (180, SIMD2(0, 1)), (270, SIMD2(-1, 0))])
    func placesAndFrontsAreInGLTFsFrame(angle: Double, front: SIMD2<Double>) throws {
        let (json, _) = try open([item("chair_1", (0.5, 0.4, 0.9), at: (1, 0.5), angle: angle)])
        let node = json.nodes[1]
        // (x, y, z) becomes (x, z, -y).
        #expect(node.translation == [1, 0.45, -0.5])
        // The asset's front is +z; a turn by t about y takes it to (sin t, 0, cos t).
        let (sine, cosine) = (node.rotation[1], node.rotation[3])
        let way = SIMD2(2 * sine * cosine, cosine * cosine - sine * sine)
        #expect(abs(way.x - front.x) < 1e-9 && abs(way.y - front.y) < 1e-9)
    }

    @Test func anEmptyRoomIsStillAFile() throws {
        let (json, _) = try open([])
        #expect(json.nodes.count == 1)
    }
}
