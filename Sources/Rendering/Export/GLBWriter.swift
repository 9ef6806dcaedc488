import Assets
import Foundation
import Imaging

/// Collects nodes, meshes and materials, and writes them as one binary glTF file.
struct GLBWriter {
    private var buffer: [UInt8] = []
    private var views: [[String: Any]] = []
    private var accessors: [[String: Any]] = []
    private var meshes: [[String: Any]] = []
    private var nodes: [[String: Any]] = []
    private var materials: [[String: Any]] = []
    private var images: [[String: Any]] = []
    private var textures: [Texture] = []
    private var known: [Finish: Int] = [:]
    /// Meshes that nodes share.
    private var shared: [(mesh: Mesh, place: Int)] = []

    /// What makes two materials one.
    private struct Finish: Hashable {
        var surface: Surface
        var texture: Int?
        var alphaMode: AlphaMode
        var isDoubleSided: Bool
    }

    /// Adds a node with its mesh, in glTF's axes. Nodes of equal meshes share one.
    /// - Parameters:
    ///   - place: translation in metres.
    ///   - turn: degrees counter-clockwise seen from above (about +y).
    mutating func addNode(
        name: String, mesh: Mesh, place: SIMD3<Double>, turn: Double, extras: [String: Any]?
    ) throws(ImageError) -> Int {
        var node: [String: Any] = ["name": name, "translation": [place.x, place.y, place.z]]
        if let known = shared.first(where: { $0.mesh == mesh }) {
            node["mesh"] = known.place
        } else {
            var primitives: [[String: Any]] = []
            for part in mesh.parts where !part.indices.isEmpty { primitives.append(try primitive(part)) }
            if !primitives.isEmpty {
                meshes.append(["name": name, "primitives": primitives])
                shared.append((mesh, meshes.count - 1))
                node["mesh"] = meshes.count - 1
            }
        }
        let half = turn * .pi / 360
        node["rotation"] = [0, sin(half), 0, cos(half)]
        if let extras { node["extras"] = extras }
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func primitive(_ part: Mesh.Part) throws(ImageError) -> [String: Any] {
        var low = SIMD3<Float>(repeating: .infinity)
        var high = -low
        for position in part.positions {
            low = pointwiseMin(low, position)
            high = pointwiseMax(high, position)
        }
        let positions = accessor(
            bytes: Self.bytes(part.positions), count: part.positions.count, kind: "VEC3", component: 5126,
            target: 34962,
            bounds: (low, high))
        let normals = accessor(
            bytes: Self.bytes(part.normals.map { $0.normalised }), count: part.normals.count, kind: "VEC3",
            component: 5126,
            target: 34962)
        var indexBytes: [UInt8] = []
        for index in part.indices { withUnsafeBytes(of: index.littleEndian) { indexBytes += $0 } }
        let indices = accessor(
            bytes: indexBytes, count: part.indices.count, kind: "SCALAR", component: 5125, target: 34963)
        var attributes = ["POSITION": positions, "NORMAL": normals]
        let isMapped = part.coordinates.count == part.positions.count && part.texture != nil
        if isMapped {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(part.coordinates.count * 8)
            for place in part.coordinates {
                for axis in 0..<2 { withUnsafeBytes(of: place[axis].bitPattern.littleEndian) { bytes += $0 } }
            }
            attributes["TEXCOORD_0"] = accessor(
                bytes: bytes, count: part.coordinates.count, kind: "VEC2", component: 5126, target: 34962)
        }
        var texture: Int?
        if isMapped, let picture = part.texture { texture = try place(of: picture) }
        let finish = Finish(
            surface: part.surface, texture: texture, alphaMode: part.alphaMode, isDoubleSided: part.isDoubleSided)
        return ["attributes": attributes, "indices": indices, "material": material(finish)]
    }

    private static func bytes(_ vectors: [SIMD3<Float>]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(vectors.count * 12)
        for vector in vectors {
            for axis in 0..<3 { withUnsafeBytes(of: vector[axis].bitPattern.littleEndian) { result += $0 } }
        }
        return result
    }

    private mutating func accessor(
        bytes: [UInt8], count: Int, kind: String, component: Int, target: Int,
        bounds: (SIMD3<Float>, SIMD3<Float>)? = nil
    ) -> Int {
        views.append(["buffer": 0, "byteOffset": buffer.count, "byteLength": bytes.count, "target": target])
        // Every component here has four bytes and pictures are padded, so offsets stay aligned as they must.
        buffer += bytes
        var accessor: [String: Any] = [
            "bufferView": views.count - 1, "componentType": component, "count": count, "type": kind,
        ]
        if let bounds {
            accessor["min"] = (0..<3).map { Double(bounds.0[$0]) }
            accessor["max"] = (0..<3).map { Double(bounds.1[$0]) }
        }
        accessors.append(accessor)
        return accessors.count - 1
    }

    private mutating func material(_ finish: Finish) -> Int {
        if let index = known[finish] { return index }
        let (surface, colour) = (finish.surface, finish.surface.colour)
        let channels = [colour.red, colour.green, colour.blue].map { Double(min(max($0, 0), 1)) }
        var model: [String: Any] = [
            "baseColorFactor": channels + [Double(min(max(surface.opacity, 0), 1))],
            "metallicFactor": Double(min(max(surface.metalness, 0), 1)),
            "roughnessFactor": Double(min(max(surface.roughness, 0), 1)),
        ]
        if let texture = finish.texture { model["baseColorTexture"] = ["index": texture] }
        var material: [String: Any] = ["pbrMetallicRoughness": model]
        switch finish.alphaMode {
        case .opaque: break
        case .mask(let cutoff):
            material["alphaMode"] = "MASK"
            material["alphaCutoff"] = Double(max(cutoff, 0))
        case .blend: material["alphaMode"] = "BLEND"
        }
        if finish.isDoubleSided { material["doubleSided"] = true }
        if surface.emission > 0 {
            material["emissiveFactor"] = channels.map { min(1, $0 * Double(surface.emission)) }
        }
        materials.append(material)
        known[finish] = materials.count - 1
        return materials.count - 1
    }

    /// Embeds a texture: its own file where it is kept, else as PNG.
    private mutating func place(of texture: Texture) throws(ImageError) -> Int {
        if let index = textures.firstIndex(of: texture) { return index }
        let bytes: [UInt8]
        let kind: String
        if let file = texture.file {
            (bytes, kind) = (file.bytes, file.format == .png ? "image/png" : "image/jpeg")
        } else {
            (bytes, kind) = (try texture.image().pngData(compressionLevel: 6), "image/png")
        }
        views.append(["buffer": 0, "byteOffset": buffer.count, "byteLength": bytes.count])
        buffer += bytes
        while buffer.count % 4 != 0 { buffer.append(0) }
        images.append(["bufferView": views.count - 1, "mimeType": kind])
        textures.append(texture)
        return textures.count - 1
    }

    /// The whole file: header, JSON chunk padded with blanks, binary chunk padded with zeros.
    func file(sceneNodes: [Int], extras: [String: Any]) -> [UInt8] {
        var root: [String: Any] = [
            "asset": ["version": "2.0", "generator": "metaspatial", "extras": extras] as [String: Any], "scene": 0,
            "scenes": [["nodes": sceneNodes]], "nodes": nodes,
        ]
        if !meshes.isEmpty {
            root["meshes"] = meshes
            root["materials"] = materials
            root["accessors"] = accessors
            root["bufferViews"] = views
            root["buffers"] = [["byteLength": buffer.count]]
        }
        if !images.isEmpty {
            root["images"] = images
            root["samplers"] = [["magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497]]
            root["textures"] = images.indices.map { ["sampler": 0, "source": $0] }
        }
        // Only strings, finite numbers, arrays and dictionaries were put in, which cannot fail to serialise.
        var json = [UInt8](
            (try? JSONSerialization.data(
                withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes]))
                ?? Data("{\"asset\":{\"version\":\"2.0\"}}".utf8))
        while json.count % 4 != 0 { json.append(0x20) }
        var binary = buffer
        while binary.count % 4 != 0 { binary.append(0) }
        func word(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).littleEndian) { Array($0) } }
        let total = 12 + 8 + json.count + (binary.isEmpty ? 0 : 8 + binary.count)
        var file = Array("glTF".utf8) + word(2) + word(total) + word(json.count) + Array("JSON".utf8) + json
        if !binary.isEmpty { file += word(binary.count) + [0x42, 0x49, 0x4E, 0] + binary }
        return file
    }
}
