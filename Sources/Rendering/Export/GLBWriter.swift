import Assets
import Foundation

/// Collects nodes, meshes and materials, and writes them as one binary glTF file.
struct GLBWriter {
    private var buffer: [UInt8] = []
    private var views: [[String: Any]] = []
    private var accessors: [[String: Any]] = []
    private var meshes: [[String: Any]] = []
    private var nodes: [[String: Any]] = []
    private var materials: [[String: Any]] = []
    private var known: [Surface: Int] = [:]

    /// Adds a node with its mesh, in glTF's axes.
    /// - Parameters:
    ///   - place: translation in metres.
    ///   - turn: degrees counter-clockwise seen from above (about +y).
    mutating func addNode(
        name: String, parts: [Mesh.Part], place: SIMD3<Double>, turn: Double, extras: [String: Any]?
    ) -> Int {
        let primitives = parts.filter { !$0.indices.isEmpty }.map { primitive($0) }
        var node: [String: Any] = ["name": name, "translation": [place.x, place.y, place.z]]
        if !primitives.isEmpty {
            meshes.append(["name": name, "primitives": primitives])
            node["mesh"] = meshes.count - 1
        }
        let half = turn * .pi / 360
        node["rotation"] = [0, sin(half), 0, cos(half)]
        if let extras { node["extras"] = extras }
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func primitive(_ part: Mesh.Part) -> [String: Any] {
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
            bytes: Self.bytes(part.normals), count: part.normals.count, kind: "VEC3", component: 5126,
            target: 34962)
        var indexBytes: [UInt8] = []
        for index in part.indices { withUnsafeBytes(of: index.littleEndian) { indexBytes += $0 } }
        let indices = accessor(
            bytes: indexBytes, count: part.indices.count, kind: "SCALAR", component: 5125, target: 34963)
        return [
            "attributes": ["POSITION": positions, "NORMAL": normals], "indices": indices,
            "material": material(part.surface),
        ]
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
        // Every component here has four bytes, so offsets stay aligned as the specification demands.
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

    private mutating func material(_ surface: Surface) -> Int {
        if let index = known[surface] { return index }
        let colour = surface.colour
        let channels = [colour.red, colour.green, colour.blue].map { Double(min(max($0, 0), 1)) }
        var material: [String: Any] = [
            "pbrMetallicRoughness": [
                "baseColorFactor": channels + [Double(surface.opacity)],
                "metallicFactor": Double(surface.metalness), "roughnessFactor": Double(surface.roughness),
            ] as [String: Any]
        ]
        if surface.opacity < 1 { material["alphaMode"] = "BLEND" }
        if surface.emission > 0 {
            material["emissiveFactor"] = channels.map { min(1, $0 * Double(surface.emission)) }
        }
        materials.append(material)
        known[surface] = materials.count - 1
        return materials.count - 1
    }

    /// The whole file: header, JSON chunk padded with blanks, binary chunk padded with zeros.
    func file(sceneNodes: [Int]) -> [UInt8] {
        var root: [String: Any] = [
            "asset": ["version": "2.0", "generator": "metaspatial"], "scene": 0,
            "scenes": [["nodes": sceneNodes]], "nodes": nodes,
        ]
        if !meshes.isEmpty {
            root["meshes"] = meshes
            root["materials"] = materials
            root["accessors"] = accessors
            root["bufferViews"] = views
            root["buffers"] = [["byteLength": buffer.count]]
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
