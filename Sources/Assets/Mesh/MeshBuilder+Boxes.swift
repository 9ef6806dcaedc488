extension MeshBuilder {
    /// A box with rounded edges: a single bevel whose normals run from face to face, so that it shades round.
    /// - Parameters:
    ///   - round: width of the bevel in metres, at most half of the shortest side.
    ///   - lean: how far the upper face is shifted along x and y.
    mutating func box(
        _ surface: Surface, x: (Float, Float), y: (Float, Float), z: (Float, Float), round: Float = 0.008,
        lean: SIMD2<Float> = .zero
    ) {
        let low = SIMD3(min(x.0, x.1), min(y.0, y.1), min(z.0, z.1))
        let high = SIMD3(max(x.0, x.1), max(y.0, y.1), max(z.0, z.1))
        let size = high - low
        guard size.min() > 0 else { return sheet(surface, low, high) }
        let bevel = max(0, min(round, size.min() * 0.45))
        var positions: [SIMD3<Float>] = []
        var normals: [SIMD3<Float>] = []
        // Corner c (bits: x, y, z high) has three vertices, 3c + axis, each on the face of that axis.
        for corner in 0..<8 {
            let side = SIMD3<Float>(
                corner & 1 == 0 ? -1 : 1, corner & 2 == 0 ? -1 : 1, corner & 4 == 0 ? -1 : 1)
            let tip = SIMD3(
                side.x < 0 ? low.x : high.x, side.y < 0 ? low.y : high.y, side.z < 0 ? low.z : high.z)
            for axis in 0..<3 {
                var inset = side * bevel
                inset[axis] = 0
                var position = tip - inset
                let share = (position.z - low.z) / size.z
                position.x += lean.x * share
                position.y += lean.y * share
                positions.append(position)
                var normal = SIMD3<Float>()
                normal[axis] = side[axis]
                normals.append(normal)
            }
        }
        var triangles: [UInt32] = []
        func quad(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
            Self.facing(&triangles, [a, b, c], positions, normals)
            Self.facing(&triangles, [a, c, d], positions, normals)
        }
        for axis in 0..<3 {
            let (first, second) = (1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3))
            for high in [0, 1 << axis] {
                quad(
                    3 * high + axis, 3 * (high + first) + axis, 3 * (high + first + second) + axis,
                    3 * (high + second) + axis)
            }
            guard bevel > 0 else { continue }
            // The four edges along this axis join the faces of the other two.
            let (u, v) = ((axis + 1) % 3, (axis + 2) % 3)
            for edge in [0, 1 << u, 1 << v, 1 << u | 1 << v] {
                let end = edge + 1 << axis
                quad(3 * edge + u, 3 * edge + v, 3 * end + v, 3 * end + u)
            }
        }
        if bevel > 0 {
            for corner in 0..<8 {
                Self.facing(&triangles, [3 * corner, 3 * corner + 1, 3 * corner + 2], positions, normals)
            }
        }
        add(surface, positions: positions, normals: normals, triangles: triangles)
    }

    /// The two-sided rectangle that a box with a side of no extent comes to.
    private mutating func sheet(_ surface: Surface, _ low: SIMD3<Float>, _ high: SIMD3<Float>) {
        let size = high - low
        guard let axis = (0..<3).first(where: { size[$0] <= 0 }) else { return }
        let (u, v) = ((axis + 1) % 3, (axis + 2) % 3)
        var corners = [low, low, high, low]
        corners[1][u] = high[u]
        corners[3][v] = high[v]
        corners[2][axis] = low[axis]
        polygon(surface, corners)
        polygon(surface, corners.reversed())
    }

    /// Appends a triangle, turned so that it faces the way of its vertices' normals.
    static func facing(
        _ triangles: inout [UInt32], _ corners: [Int], _ positions: [SIMD3<Float>], _ normals: [SIMD3<Float>]
    ) {
        let (a, b, c) = (corners[0], corners[1], corners[2])
        let normal = (positions[b] - positions[a]).cross(positions[c] - positions[a])
        let wanted = normals[a] + normals[b] + normals[c]
        let order = normal.dot(wanted) >= 0 ? [a, b, c] : [a, c, b]
        triangles += order.map { UInt32($0) }
    }

    /// A convex outline pushed along an axis. `outline` lies in the plane of the two other axes, in the order
    /// (x, y), (x, z) or (y, z), and may run either way round.
    mutating func prism(
        _ surface: Surface, _ outline: [SIMD2<Float>], along axis: Int, from start: Float, to end: Float
    ) {
        let others = [0, 1, 2].filter { $0 != axis }
        func point(_ corner: SIMD2<Float>, _ depth: Float) -> SIMD3<Float> {
            var result = SIMD3<Float>()
            result[others[0]] = corner.x
            result[others[1]] = corner.y
            result[axis] = depth
            return result
        }
        let centre = outline.reduce(SIMD2<Float>(), +) / Float(outline.count)
        func face(_ corners: [SIMD3<Float>], awayFrom inside: SIMD3<Float>) {
            let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0])
            let isOutward = normal.dot(corners[0] - inside) >= 0
            polygon(surface, isOutward ? corners : corners.reversed())
        }
        let inside = point(centre, (start + end) / 2)
        face(outline.map { point($0, start) }, awayFrom: inside)
        face(outline.map { point($0, end) }, awayFrom: inside)
        for index in outline.indices {
            let (a, b) = (outline[index], outline[(index + 1) % outline.count])
            face([point(a, start), point(b, start), point(b, end), point(a, end)], awayFrom: inside)
        }
    }
}
