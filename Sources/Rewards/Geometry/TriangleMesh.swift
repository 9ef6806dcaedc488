import SceneGraph

/// Triangles as values, in metres. Outward sides are counter-clockwise.
public struct TriangleMesh: Hashable, Sendable {
    /// The corners' positions.
    public var points: [SIMD3<Double>]
    /// Three places in `points` a triangle.
    public var triangles: [SIMD3<Int32>]

    /// A mesh of these triangles; triangles whose places are not among the points are left out.
    public init(points: [SIMD3<Double>], triangles: [SIMD3<Int32>]) {
        self.points = points
        let count = Int32(clamping: points.count)
        self.triangles = triangles.filter { all($0 .>= 0) && all($0 .< count) }
    }

    /// The twelve triangles of a box of this size around the origin.
    public init(box size: BoxSize) {
        let half = SIMD3(size.length, size.width, size.height) / 2
        points = (0..<8).map { corner in
            half * SIMD3(corner & 1 == 0 ? -1 : 1, corner & 2 == 0 ? -1 : 1, corner & 4 == 0 ? -1 : 1)
        }
        let faces: [[Int32]] = [
            [0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5],
        ]
        triangles = faces.flatMap { [SIMD3($0[0], $0[1], $0[2]), SIMD3($0[0], $0[2], $0[3])] }
    }

    /// The mesh of a body, given in the body's own axes around its box's centre, at the box's place.
    package func placed(in box: OrientedBox) -> TriangleMesh {
        var copy = self
        let (right, front, center) = (box.right, box.front, box.center)
        copy.points = points.map { point in
            SIMD3(
                center.x + right.x * point.x + front.x * point.y, center.y + right.y * point.x + front.y * point.y,
                center.z + point.z)
        }
        return copy
    }

    /// The mesh moved by a vector.
    func moved(by offset: SIMD3<Double>) -> TriangleMesh {
        var copy = self
        for index in copy.points.indices { copy.points[index] += offset }
        return copy
    }

    /// The corners of a triangle.
    func corners(_ triangle: Int) -> Triangle {
        let places = triangles[triangle]
        return Triangle(points[Int(places.x)], points[Int(places.y)], points[Int(places.z)])
    }

    /// The middle of the surface: the triangles' middles, weighted by their areas.
    public var centroid: SIMD3<Double> {
        var sum = SIMD3<Double>.zero
        var weight = 0.0
        for index in triangles.indices {
            let corners = corners(index)
            let area = corners.normal.length
            sum += corners.middle * area
            weight += area
        }
        if weight > 0 { return sum / weight }
        return points.isEmpty ? .zero : points.reduce(.zero, +) / Double(points.count)
    }

    /// The lowest and the highest coordinates; nil without points.
    public var bounds: (low: SIMD3<Double>, high: SIMD3<Double>)? {
        guard let first = points.first else { return nil }
        return points.dropFirst().reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    }
}

extension SIMD3<Double> {
    var length: Double { (self * self).sum().squareRoot() }
    func dot(_ other: SIMD3<Double>) -> Double { x * other.x + y * other.y + z * other.z }
    func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }
}

extension TriangleMesh {
    /// Whether it is one convex body without holes: each edge belongs to two triangles, one each way, and every corner
    /// lies behind every triangle, up to a hundred-millionth of the size.
    var isConvexSolid: Bool {
        var edges: Set<SIMD2<Int32>> = []
        for triangle in triangles {
            for number in 0..<3 {
                let edge = SIMD2(triangle[number], triangle[(number + 1) % 3])
                if edges.remove(SIMD2(edge.y, edge.x)) == nil, !edges.insert(edge).inserted { return false }
            }
        }
        guard edges.isEmpty, let first = points.first else { return false }
        let (low, high) = points.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
        let slack = 1e-8 * (high - low).length
        for index in triangles.indices {
            let triangle = triangles[index]
            let (a, b, c) = (points[Int(triangle.x)], points[Int(triangle.y)], points[Int(triangle.z)])
            let (u, v) = (b - a, c - a)
            let normal = SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
            let length = normal.length
            guard length > 0 else { continue }
            for point in points where ((point - a) * normal).sum() > slack * length { return false }
        }
        return true
    }
}
