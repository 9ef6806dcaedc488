import JSON

/// The triangles of a glTF file, gathered by material.
struct GLTFGeometry {
    let document: GLTFDocument
    private(set) var parts: [ImportedModel.Part] = []
    private var partIndices: [Key: Int] = [:]
    private var vertexCount = 0
    private var triangleCount = 0

    /// The colour of each part by which that of its material is multiplied; nil for white.
    private(set) var tints: [Colour?] = []

    /// Colours that stand for those of a primitive's vertices.
    private static let maximumTints = 12

    private struct Key: Hashable {
        var material: Int?
        var tint: Colour?
        var hasNormals: Bool
        var hasCoordinates: Bool
    }

    /// A primitive's vertices at their places.
    private struct Vertices {
        var positions: [SIMD3<Float>] = []
        /// Empty where the primitive has none.
        var normals: [SIMD3<Float>] = []
        /// Empty where the primitive has none.
        var coordinates: [SIMD2<Float>] = []

        /// Those that some triangles use, and the triangles' corners among them.
        func compacted(_ corners: [UInt32]) -> (Vertices, [UInt32]) {
            var result = Vertices()
            var places = [UInt32](repeating: .max, count: positions.count)
            let moved = corners.map { corner -> UInt32 in
                let vertex = Int(corner)
                if places[vertex] == .max {
                    places[vertex] = UInt32(result.positions.count)
                    result.positions.append(positions[vertex])
                    if !normals.isEmpty { result.normals.append(normals[vertex]) }
                    if !coordinates.isEmpty { result.coordinates.append(coordinates[vertex]) }
                }
                return places[vertex]
            }
            return (result, moved)
        }
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
        let accessor = try GLTFAccessor(position, in: document, limit: limits.maximumVertices)
        guard vertexCount + accessor.count <= limits.maximumVertices else {
            throw ModelFileError(
                document.name, at: place,
                .tooLarge("vertices", count: vertexCount + accessor.count, limit: limits.maximumVertices))
        }
        if !accessor.hasData, let compression = primitive["extensions"].flatMap(GLTFDocument.compression) {
            throw ModelFileError(document.name, at: place, .unsupported(compression))
        }
        let count = accessor.count
        vertexCount += count
        let material = try document.index(primitive, "material", at: place)
        let vertices = try vertices(accessor, attributes, material, transform, at: place)
        var corners = try self.corners(primitive, vertexCount: count, mode: mode, at: place)
        triangleCount += corners.count / 3
        guard triangleCount <= limits.maximumTriangles else {
            throw ModelFileError(
                document.name, at: place,
                .tooLarge("triangles", count: triangleCount, limit: limits.maximumTriangles))
        }
        let colours = try tints(attributes, corners, count, at: place)
        if transform.isMirrored {
            for triangle in stride(from: 0, to: corners.count, by: 3) { corners.swapAt(triangle + 1, triangle + 2) }
        }
        guard let colours else {
            append(vertices, corners, material, tint: nil)
            return
        }
        var groups = [[UInt32]](repeating: [], count: colours.colours.count)
        for (triangle, choice) in colours.choices.enumerated() {
            groups[choice] += corners[3 * triangle..<3 * triangle + 3]
        }
        for (tint, group) in zip(colours.colours, groups) {
            let (used, moved) = vertices.compacted(group)
            append(used, moved, material, tint: tint)
        }
    }

    private func vertices(
        _ accessor: GLTFAccessor, _ attributes: JSONValue, _ material: Int?, _ transform: GLTFTransform,
        at place: String
    ) throws(ModelFileError) -> Vertices {
        let (count, limit) = (accessor.count, document.limits.maximumCoordinate)
        let positions = try accessor.floats(width: 3...3)
        let normals = try numbers(attributes, "NORMAL", 3...3, count, at: place)
        let texture = try GLTFMaterials(document: document).coordinates(ofMaterial: material)
        let coordinates = try numbers(attributes, "TEXCOORD_\(texture.set)", 2...2, count, at: place)
        var result = Vertices()
        for vertex in 0..<count {
            let point = transform.point(
                SIMD3(positions[3 * vertex], positions[3 * vertex + 1], positions[3 * vertex + 2]))
            guard abs(point.x) <= limit, abs(point.y) <= limit, abs(point.z) <= limit else {
                throw ModelFileError(document.name, at: place, .notFinite("a vertex"))
            }
            result.positions.append(point)
            if let normals {
                let normal = SIMD3(normals[3 * vertex], normals[3 * vertex + 1], normals[3 * vertex + 2])
                result.normals.append(transform.normal(normal))
            }
            if let coordinates {
                result.coordinates.append(
                    texture.transformed(SIMD2(coordinates[2 * vertex], coordinates[2 * vertex + 1])))
            }
        }
        return result
    }

    /// Colours for the triangles of a primitive whose vertices have some: of each triangle the mean, few of them in all,
    /// as parts have one colour. Nil where there are none, or all are white.
    private func tints(
        _ attributes: JSONValue, _ corners: [UInt32], _ count: Int, at place: String
    ) throws(ModelFileError) -> ColourPalette? {
        guard let index = try document.index(attributes, "COLOR_0", at: place) else { return nil }
        let accessor = try GLTFAccessor(index, in: document, limit: document.limits.maximumVertices)
        guard accessor.count == count else {
            throw ModelFileError(
                document.name, at: place, .malformed("'COLOR_0' has \(accessor.count) elements"))
        }
        let numbers = try accessor.floats(width: 3...4, takesWholeNumbersAsParts: true)
        func colour(_ corner: UInt32) -> SIMD3<Float> {
            let first = Int(corner) * accessor.width
            return SIMD3(numbers[first], numbers[first + 1], numbers[first + 2])
                .clamped(lowerBound: SIMD3(), upperBound: SIMD3(repeating: 1))
        }
        let means = stride(from: 0, to: corners.count, by: 3).map {
            (colour(corners[$0]) + colour(corners[$0 + 1]) + colour(corners[$0 + 2])) / 3
        }
        guard means.contains(where: { $0.min() < 0.995 }) else { return nil }
        return ColourPalette(means, limit: Self.maximumTints)
    }

    private mutating func append(_ vertices: Vertices, _ corners: [UInt32], _ material: Int?, tint: Colour?) {
        let part = self.part(
            Key(
                material: material, tint: tint, hasNormals: !vertices.normals.isEmpty,
                hasCoordinates: !vertices.coordinates.isEmpty))
        let base = UInt32(parts[part].positions.count)
        parts[part].positions += vertices.positions
        parts[part].normals += vertices.normals
        parts[part].textureCoordinates += vertices.coordinates
        parts[part].indices += corners.map { base + $0 }
    }

    private mutating func part(_ key: Key) -> Int {
        if let known = partIndices[key] { return known }
        partIndices[key] = parts.count
        parts.append(ImportedModel.Part(material: key.material))
        tints.append(key.tint)
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
