/// Cuts polygons into triangles: a polygon of n corners gives n - 2.
enum PolygonTriangulation {
    /// Beyond this many corners a polygon is cut like a fan: ears are looked for in quadratic time.
    static let maximumEarCorners = 256

    /// Indices into the corners, three a triangle, turning as the polygon does.
    ///
    /// Convex polygons become fans. Others lose their ears one by one (Meisters, "Polygons have ears", 1975), in the
    /// plane in which they are largest; what has no ear left (it crosses itself) becomes a fan.
    static func triangles(_ corners: [SIMD3<Float>]) -> [Int] {
        guard corners.count > 3 else { return corners.count == 3 ? [0, 1, 2] : [] }
        guard corners.count <= maximumEarCorners else { return fan(Array(corners.indices)) }
        let flat = projected(corners)
        var left = Array(corners.indices)
        guard !isConvex(flat) else { return fan(left) }
        var result: [Int] = []
        while left.count > 3 {
            guard let ear = left.indices.first(where: { isEar($0, of: left, flat) }) else { break }
            result += [left[(ear + left.count - 1) % left.count], left[ear], left[(ear + 1) % left.count]]
            left.remove(at: ear)
        }
        return result + fan(left)
    }

    private static func fan(_ corners: [Int]) -> [Int] {
        (1..<corners.count - 1).flatMap { [corners[0], corners[$0], corners[$0 + 1]] }
    }

    /// The polygon without the axis along which its normal (Newell's) is longest, turning counter-clockwise.
    private static func projected(_ corners: [SIMD3<Float>]) -> [SIMD2<Float>] {
        var normal = SIMD3<Float>()
        for index in corners.indices {
            normal += (corners[index] - corners[0]).cross(corners[(index + 1) % corners.count] - corners[0])
        }
        let size = SIMD3(abs(normal.x), abs(normal.y), abs(normal.z))
        let axis = size.x > size.y ? (size.x > size.z ? 0 : 2) : (size.y > size.z ? 1 : 2)
        let (u, v) = normal[axis] < 0 ? ((axis + 2) % 3, (axis + 1) % 3) : ((axis + 1) % 3, (axis + 2) % 3)
        return corners.map { SIMD2($0[u], $0[v]) }
    }

    /// Twice the signed area of a triangle.
    private static func area(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ c: SIMD2<Float>) -> Float {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    private static func isConvex(_ corners: [SIMD2<Float>]) -> Bool {
        corners.indices.allSatisfy { index in
            area(corners[index], corners[(index + 1) % corners.count], corners[(index + 2) % corners.count]) >= 0
        }
    }

    private static func isEar(_ index: Int, of left: [Int], _ flat: [SIMD2<Float>]) -> Bool {
        let (before, after) = ((index + left.count - 1) % left.count, (index + 1) % left.count)
        let (a, b, c) = (flat[left[before]], flat[left[index]], flat[left[after]])
        guard area(a, b, c) > 0 else { return false }
        return left.indices.allSatisfy { other in
            let point = flat[left[other]]
            // Corners that lie on the ear's own corners, as in polygons with a cut to a hole, do not spoil it.
            guard point != a, point != b, point != c else { return true }
            return area(a, b, point) < 0 || area(b, c, point) < 0 || area(c, a, point) < 0
        }
    }
}
