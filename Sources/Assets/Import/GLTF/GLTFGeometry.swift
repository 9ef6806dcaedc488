import JSON

/// The triangles of a glTF file, gathered by material.
struct GLTFGeometry {
    let document: GLTFDocument
    private(set) var parts: [ImportedModel.Part] = []
    private var partIndices: [Key: Int] = [:]
    private var vertexCount = 0
    private var triangleCount = 0

    private struct Key: Hashable {
        var material: Int?
        var hasNormals: Bool
        var hasCoordinates: Bool
    }

    init(document: GLTFDocument) {
        self.document = document
    }

    /// Adds a mesh at its place. A mesh that several nodes show counts once for each.
    /// - Throws: `ModelFileError`.
    mutating func add(mesh index: Int, _ transform: GLTFTransform) throws(ModelFileError) {
        let mesh = try document.entry("meshes", index)
        for (number, primitive) in (mesh["primitives"]?.arrayValue ?? []).enumerated() {
            try add(primitive, transform, at: "mesh \(index), primitive \(number)")
        }
    }

    private mutating func add(
        _ primitive: JSONValue, _ transform: GLTFTransform, at place: String
    ) throws(ModelFileError) {
        let mode = try document.index(primitive, "mode", at: place) ?? 4
        let attributes = primitive["attributes"] ?? [:]
        // Points and lines are nothing to be drawn here.
        guard (4...6).contains(mode), let position = try document.index(attributes, "POSITION", at: place) else {
            return
        }
        let limits = document.limits
        let accessor = try GLTFAccessor(position, in: document, limit: limits.maximumVertices - vertexCount)
        let count = accessor.count
        vertexCount += count
        let material = try document.index(primitive, "material", at: place)
        let positions = try accessor.floats(width: 3...3)
        let normals = try numbers(attributes, "NORMAL", 3...3, count, at: place)
        let texture = try GLTFMaterials(document: document).coordinates(ofMaterial: material)
        let coordinates = try numbers(attributes, "TEXCOORD_\(texture.set)", 2...2, count, at: place)
        let corners = try self.corners(primitive, vertexCount: count, mode: mode, at: place)
        triangleCount += corners.count / 3
        guard triangleCount <= limits.maximumTriangles else {
            throw ModelFileError(
                document.name, at: place,
                .tooLarge("triangles", count: triangleCount, limit: limits.maximumTriangles))
        }
        let part = self.part(
            Key(material: material, hasNormals: normals != nil, hasCoordinates: coordinates != nil))
        let base = UInt32(parts[part].positions.count)
        for vertex in 0..<count {
            let point = transform.point(
                SIMD3(positions[3 * vertex], positions[3 * vertex + 1], positions[3 * vertex + 2]))
            guard abs(point.x) <= limits.maximumCoordinate, abs(point.y) <= limits.maximumCoordinate,
                abs(point.z) <= limits.maximumCoordinate
            else { throw ModelFileError(document.name, at: place, .notFinite("a vertex")) }
            parts[part].positions.append(point)
            if let normals {
                let normal = SIMD3(normals[3 * vertex], normals[3 * vertex + 1], normals[3 * vertex + 2])
                parts[part].normals.append(transform.normal(normal))
            }
            if let coordinates {
                parts[part].textureCoordinates.append(
                    texture.transformed(SIMD2(coordinates[2 * vertex], coordinates[2 * vertex + 1])))
            }
        }
        for triangle in stride(from: 0, to: corners.count, by: 3) {
            let (b, c) = transform.isMirrored ? (triangle + 2, triangle + 1) : (triangle + 1, triangle + 2)
            parts[part].indices += [base + corners[triangle], base + corners[b], base + corners[c]]
        }
    }

    private mutating func part(_ key: Key) -> Int {
        if let known = partIndices[key] { return known }
        partIndices[key] = parts.count
        parts.append(ImportedModel.Part(material: key.material))
        return parts.count - 1
    }

    /// An attribute's numbers; nil where the primitive has it not.
    private func numbers(
        _ attributes: JSONValue, _ key: String, _ width: ClosedRange<Int>, _ count: Int, at place: String
    ) throws(ModelFileError) -> [Float]? {
        guard let index = try document.index(attributes, key, at: place) else { return nil }
        let accessor = try GLTFAccessor(index, in: document, limit: document.limits.maximumVertices)
        guard accessor.count == count else {
            throw ModelFileError(document.name, at: place, .malformed("'\(key)' has \(accessor.count) elements"))
        }
        return try accessor.floats(width: width)
    }

    /// Three vertices a triangle, whatever the mode: triangles, strip or fan. Those that repeat a vertex are kept
    /// out of strips, where they only join pieces.
    private func corners(
        _ primitive: JSONValue, vertexCount: Int, mode: Int, at place: String
    ) throws(ModelFileError) -> [UInt32] {
        var indices: [UInt32]
        if let index = try document.index(primitive, "indices", at: place) {
            let accessor = try GLTFAccessor(index, in: document, limit: 3 * document.limits.maximumTriangles)
            indices = try accessor.indices(vertexCount: vertexCount)
        } else {
            indices = (0..<UInt32(vertexCount)).map { $0 }
        }
        guard mode != 4 else {
            indices.removeLast(indices.count % 3)
            return indices
        }
        guard indices.count >= 3 else { return [] }
        var result: [UInt32] = []
        for last in 2..<indices.count {
            let (a, b, c) = (mode == 5 ? indices[last - 2] : indices[0], indices[last - 1], indices[last])
            guard a != b, b != c, a != c else { continue }
            result += mode == 5 && last % 2 == 1 ? [b, a, c] : [a, b, c]
        }
        return result
    }
}
