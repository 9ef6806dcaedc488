/// Puts solids together in an object's own frame: x from left to right, y from back to front, z up from 0.
struct MeshBuilder {
    private(set) var parts: [Mesh.Part] = []
    private var indices: [Surface: Int] = [:]

    /// The mesh built so far.
    var mesh: Mesh { Mesh(parts: parts) }

    /// Adds vertices and triangles; `triangles` index into the given vertices.
    mutating func add(
        _ surface: Surface, positions: [SIMD3<Float>], normals: [SIMD3<Float>], triangles: [UInt32]
    ) {
        let index: Int
        if let known = indices[surface] {
            index = known
        } else {
            index = parts.count
            indices[surface] = index
            parts.append(Mesh.Part(surface: surface, positions: [], normals: [], indices: []))
        }
        let base = UInt32(parts[index].positions.count)
        parts[index].positions += positions
        parts[index].normals += normals
        parts[index].indices += triangles.map { base + $0 }
    }

    /// A flat convex polygon, corners counter-clockwise seen from its front.
    mutating func polygon(_ surface: Surface, _ corners: [SIMD3<Float>]) {
        guard corners.count >= 3 else { return }
        var normal = SIMD3<Float>()
        for index in corners.indices {
            let next = corners[(index + 1) % corners.count]
            normal += (corners[index] - corners[0]).cross(next - corners[0])
        }
        let unit = normal.normalised
        let triangles = (1..<corners.count - 1).flatMap { [UInt32(0), UInt32($0), UInt32($0 + 1)] }
        add(
            surface, positions: corners, normals: corners.map { _ in unit }, triangles: triangles)
    }
}
