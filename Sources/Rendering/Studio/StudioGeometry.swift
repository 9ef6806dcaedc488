import Assets

/// Triangles in the room's frame, collected part by part.
struct StudioGeometry {
    var positions: [SIMD3<Float>] = []
    var normals: [SIMD3<Float>] = []
    var coordinates: [SIMD2<Float>] = []
    /// Three a triangle.
    var corners: [UInt32] = []
    /// One a triangle.
    var owners: [UInt32] = []
    /// Triangles of one material each, in order.
    private(set) var parts: [(owner: UInt32, triangles: Range<Int>)] = []
    var materials: [StudioMaterial] = []
    var textures: [StudioTexture] = []
    private var sources: [Texture] = []

    /// The most vertices that a scene may have.
    static let maximumVertices = 60_000_000

    /// Makes room for meshes that are added next: growing by and by leaves twice as much memory behind.
    mutating func reserve(_ meshes: [Mesh]) {
        func sum(_ count: (Mesh.Part) -> Int) -> Int {
            meshes.reduce(0) { $0 + $1.parts.reduce(0) { $0 + count($1) } }
        }
        let (vertices, indices) = (sum(\.positions.count), sum(\.indices.count))
        guard vertices <= Self.maximumVertices else { return }
        positions.reserveCapacity(positions.count + vertices)
        normals.reserveCapacity(normals.count + vertices)
        coordinates.reserveCapacity(coordinates.count + vertices)
        corners.reserveCapacity(corners.count + indices)
        owners.reserveCapacity(owners.count + indices / 3)
    }

    /// Adds a part of a mesh, turned and moved as its material says. Triangles that a broken mesh may hold, with
    /// corners that are not there or not finite, are left out.
    mutating func add(_ part: Mesh.Part, _ material: StudioMaterial) {
        let count = part.positions.count
        guard count > 0, part.normals.count == count, positions.count + count <= Self.maximumVertices else { return }
        var material = material
        let isMapped = part.coordinates.count == count
        if isMapped, let texture = part.texture { material.texture = place(of: texture) }
        switch part.alphaMode {
        case .opaque: material.colour.w = 1
        case .mask(let cutoff): material.cutoff = max(cutoff, 1e-3)
        case .blend:
            material.isBlended = material.colour.w < 1 || part.texture?.hasAlpha == true && isMapped
        }
        material.isDoubleSided = part.isDoubleSided
        let base = UInt32(positions.count)
        var isSound = [Bool](repeating: true, count: count)
        for index in 0..<count {
            let point = material.turned(part.positions[index]) + material.origin
            let isFinite = (point * point).sum() < 1e10
            isSound[index] = isFinite
            positions.append(isFinite ? point : material.origin)
            let normal = material.turned(part.normals[index])
            normals.append((normal * normal).sum() < 1e10 ? normal : SIMD3(0, 0, 1))
            let place = isMapped ? part.coordinates[index] : .zero
            coordinates.append((place * place).sum() < 1e10 ? place : .zero)
        }
        let owner = UInt32(materials.count)
        materials.append(material)
        for start in stride(from: 0, to: part.indices.count - part.indices.count % 3, by: 3) {
            let (a, b, c) = (Int(part.indices[start]), Int(part.indices[start + 1]), Int(part.indices[start + 2]))
            guard a < count, b < count, c < count, isSound[a], isSound[b], isSound[c] else { continue }
            // One by one: an array for the three would be taken from the heap.
            corners.append(base + UInt32(a))
            corners.append(base + UInt32(b))
            corners.append(base + UInt32(c))
            owners.append(owner)
        }
        if let start = parts.last.map(\.triangles.upperBound) ?? (owners.isEmpty ? nil : 0), start < owners.count {
            parts.append((owner, start..<owners.count))
        }
    }

    private mutating func place(of texture: Texture) -> Int32 {
        // Objects of one asset share their texels, which makes this comparison quick.
        if let index = sources.firstIndex(of: texture) { return Int32(index) }
        sources.append(texture)
        textures.append(StudioTexture(texture))
        return Int32(textures.count - 1)
    }
}
