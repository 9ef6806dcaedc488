/// What an OBJ file has told so far.
struct OBJBuilder {
    let name: String
    let limits: ModelLimits
    /// The line that is being read, from 1.
    var line = 1
    private(set) var parts: [ImportedModel.Part] = []
    /// The names of materials in order of use; parts index into them.
    private(set) var materials: [String] = []
    private(set) var libraries: [String] = []

    private var positions: [SIMD3<Float>] = []
    private var normals: [SIMD3<Float>] = []
    private var coordinates: [SIMD2<Float>] = []
    private var material: Int?
    private var isSmooth: Bool?
    private var part: Int?
    private var partIndices: [PartKey: Int] = [:]
    private var materialIndices: [String: Int] = [:]
    /// For each part, vertices by their indices.
    private var vertices: [[Corner: UInt32]] = []
    private var triangleCount = 0
    private var vertexCount = 0

    private struct PartKey: Hashable {
        var material: Int?
        var isSmooth: Bool?
        var hasNormals: Bool
        var hasCoordinates: Bool
    }

    /// Indices from 0; -1 where there is none.
    private struct Corner: Hashable {
        var position: Int32
        var coordinates: Int32
        var normal: Int32
    }

    init(name: String, limits: ModelLimits) {
        self.name = name
        self.limits = limits
    }

    func error(_ reason: ModelFileError.Reason) -> ModelFileError {
        ModelFileError(name, at: "line \(line)", reason)
    }

    mutating func addPosition(_ value: SIMD3<Float>) throws(ModelFileError) {
        try check(positions.count, limits.maximumVertices, "vertices")
        positions.append(value)
    }

    mutating func addNormal(_ value: SIMD3<Float>) throws(ModelFileError) {
        try check(normals.count, limits.maximumVertices, "normals")
        normals.append(value)
    }

    mutating func addCoordinates(_ value: SIMD2<Float>) throws(ModelFileError) {
        try check(coordinates.count, limits.maximumVertices, "texture coordinates")
        coordinates.append(value)
    }

    mutating func setSmoothing(_ value: Bool) { isSmooth = value }

    mutating func setMaterial(_ name: String) throws(ModelFileError) {
        if let known = materialIndices[name] {
            material = known
        } else {
            try check(materials.count, limits.maximumItems, "materials")
            material = materials.count
            materialIndices[name] = materials.count
            materials.append(name)
        }
    }

    mutating func addLibrary(_ name: String) {
        if !libraries.contains(name), libraries.count < 64 { libraries.append(name) }
    }

    /// Reads the corners of a face and adds its triangles to the part of the present material.
    mutating func addFace(_ scanner: inout TextScanner) throws(ModelFileError) {
        var corners: [Corner] = []
        while let word = scanner.word() {
            try check(corners.count, limits.maximumCorners, "corners of a face")
            corners.append(try corner(word))
        }
        // Faces of one or two corners are left by careless programs; nothing is to be seen of them.
        guard corners.count >= 3 else { return }
        triangleCount += corners.count - 2
        guard triangleCount <= limits.maximumTriangles else {
            throw error(.tooLarge("triangles", count: triangleCount, limit: limits.maximumTriangles))
        }
        let key = PartKey(
            material: material, isSmooth: isSmooth, hasNormals: corners.allSatisfy { $0.normal >= 0 },
            hasCoordinates: corners.allSatisfy { $0.coordinates >= 0 })
        let part = partIndices[key] ?? parts.count
        if part == parts.count {
            try check(parts.count, limits.maximumItems, "parts")
            partIndices[key] = part
            parts.append(ImportedModel.Part(material: material, isSmooth: isSmooth))
            vertices.append([:])
        }
        var indices: [UInt32] = []
        for corner in corners { indices.append(try vertex(corner, key, in: part)) }
        let places = corners.map { positions[Int($0.position)] }
        for index in PolygonTriangulation.triangles(places) { parts[part].indices.append(indices[index]) }
    }

    private mutating func vertex(_ corner: Corner, _ key: PartKey, in part: Int) throws(ModelFileError) -> UInt32 {
        var corner = corner
        if !key.hasNormals { corner.normal = -1 }
        if !key.hasCoordinates { corner.coordinates = -1 }
        if let known = vertices[part][corner] { return known }
        vertexCount += 1
        guard vertexCount <= limits.maximumVertices else {
            throw error(.tooLarge("vertices", count: vertexCount, limit: limits.maximumVertices))
        }
        let index = UInt32(parts[part].positions.count)
        vertices[part][corner] = index
        parts[part].positions.append(positions[Int(corner.position)])
        if key.hasNormals { parts[part].normals.append(normals[Int(corner.normal)]) }
        if key.hasCoordinates { parts[part].textureCoordinates.append(coordinates[Int(corner.coordinates)]) }
        return index
    }

    /// `1`, `1/2`, `1//3` or `1/2/3`.
    private func corner(_ word: ArraySlice<UInt8>) throws(ModelFileError) -> Corner {
        let fields = word.split(separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count <= 3 else { throw error(.malformed("a corner has too many indices")) }
        guard let position = try index(fields[0], positions.count, vital: "vertex") else {
            throw error(.malformed("a corner has no vertex"))
        }
        return Corner(
            position: position,
            coordinates: fields.count > 1 ? try index(fields[1], coordinates.count) ?? -1 : -1,
            normal: fields.count > 2 ? try index(fields[2], normals.count) ?? -1 : -1)
    }

    /// An index counted from 0; nil for none, and for one that leads nowhere unless what it names is vital.
    private func index(
        _ field: ArraySlice<UInt8>, _ count: Int, vital what: String? = nil
    ) throws(ModelFileError) -> Int32? {
        guard !field.isEmpty else { return nil }
        guard let number = TextScanner.integer(field) else {
            throw error(.malformed("'\(String(decoding: field.prefix(20), as: UTF8.self))' is not an index"))
        }
        let index = number < 0 ? count + number : number - 1
        guard index < 0 || index >= count else { return Int32(index) }
        if let what { throw error(.outOfRange(what, index: number, count: count)) }
        return nil
    }

    private func check(_ count: Int, _ limit: Int, _ what: String) throws(ModelFileError) {
        guard count < limit else { throw error(.tooLarge(what, count: count + 1, limit: limit)) }
    }
}
