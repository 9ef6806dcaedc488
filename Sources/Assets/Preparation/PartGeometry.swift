/// Vertices and triangles of a part on their way to a mesh.
struct PartGeometry {
    private(set) var positions: [SIMD3<Float>]
    /// Unit vectors, or empty before `addMissingNormals`.
    private(set) var normals: [SIMD3<Float>]
    private(set) var coordinates: [SIMD2<Float>]
    private(set) var indices: [UInt32]

    /// The part in other axes. A mirrored part has its triangles turned round, so that they face outward again.
    init(_ part: ImportedModel.Part, isMirrored: Bool, _ turned: (SIMD3<Float>) -> SIMD3<Float>) {
        positions = part.positions.map(turned)
        normals = part.normals.map { turned($0).normalised }
        coordinates = part.textureCoordinates
        indices = part.indices
        if isMirrored {
            for triangle in stride(from: 0, to: indices.count, by: 3) { indices.swapAt(triangle + 1, triangle + 2) }
        }
    }

    /// Leaves out triangles without an area.
    mutating func dropDegenerate() {
        var kept: [UInt32] = []
        kept.reserveCapacity(indices.count)
        for triangle in stride(from: 0, to: indices.count, by: 3) {
            let (a, b, c) = (indices[triangle], indices[triangle + 1], indices[triangle + 2])
            let origin = positions[Int(a)]
            let across = (positions[Int(b)] - origin).cross(positions[Int(c)] - origin)
            guard across.squaredLength > 0, across.squaredLength.isFinite else { continue }
            kept.append(a)
            kept.append(b)
            kept.append(c)
        }
        indices = kept
    }

    /// Gives every vertex a normal where the file gives none, or one without a direction.
    ///
    /// A corner's normal is the mean of the faces around it, weighed by area, that meet its own face at less than the
    /// crease angle; vertices whose corners disagree are parted. Where too many faces meet all of them count.
    mutating func addMissingNormals(isSmooth: Bool?) {
        if normals.count == positions.count {
            // `normalised` answers "up" for no direction; only the few files with such normals notice.
            return
        }
        // Cosines of 80, 25 and 40 degrees: asked to be round, asked to be flat, and not asked.
        let crease: Float = isSmooth.map { $0 ? 0.174 : 0.906 } ?? 0.766
        let faces = stride(from: 0, to: indices.count, by: 3).map { triangle in
            let origin = positions[Int(indices[triangle])]
            return (positions[Int(indices[triangle + 1])] - origin).cross(
                positions[Int(indices[triangle + 2])] - origin)
        }
        let units = faces.map { $0.normalised }
        var table = PlaceTable(capacity: positions.count)
        let placeOf = positions.map { Int(table.number(of: $0)) }
        var around = [[Int32]](repeating: [], count: table.places.count)
        for corner in indices.indices { around[placeOf[Int(indices[corner])]].append(Int32(corner / 3)) }
        var result = (positions: [SIMD3<Float>](), normals: [SIMD3<Float>](), coordinates: [SIMD2<Float>]())
        // Of each vertex of the file the ones that it has become.
        var vertices = [[(normal: SIMD3<Float>, index: UInt32)]](repeating: [], count: positions.count)
        for corner in indices.indices {
            let (vertex, own) = (indices[corner], units[corner / 3])
            let neighbours = around[placeOf[Int(vertex)]]
            var sum = SIMD3<Float>()
            for face in neighbours where neighbours.count > Self.maximumFaces || units[Int(face)].dot(own) > crease {
                sum += faces[Int(face)]
            }
            let normal = sum.squaredLength > 0 ? sum.normalised : own
            if let known = vertices[Int(vertex)].first(where: { $0.normal.dot(normal) > 0.9999 }) {
                indices[corner] = known.index
                continue
            }
            let index = UInt32(result.positions.count)
            vertices[Int(vertex)].append((normal, index))
            result.positions.append(positions[Int(vertex)])
            result.normals.append(normal)
            if !coordinates.isEmpty { result.coordinates.append(coordinates[Int(vertex)]) }
            indices[corner] = index
        }
        (positions, normals, coordinates) = result
    }

    /// The work at a vertex grows with the square of its faces; no furniture has more than this.
    private static let maximumFaces = 64
}
