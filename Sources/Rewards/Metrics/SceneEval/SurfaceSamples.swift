/// Points spread evenly over a surface.
package enum SurfaceSamples {
    /// So many points: equal steps of area from triangle to triangle, and within them the two-dimensional sequence of
    /// Roberts (2018, "The Unreasonable Effectiveness of Quasirandom Sequences"). None on a surface without area.
    package static func points(on mesh: TriangleMesh, count: Int) -> [SIMD3<Double>] {
        let corners = mesh.triangles.indices.map { mesh.corners($0) }
        var sums: [Double] = []
        var area = 0.0
        for triangle in corners {
            area += triangle.normal.length
            sums.append(area)
        }
        guard area > 0, count > 0 else { return [] }
        var points: [SIMD3<Double>] = []
        points.reserveCapacity(count)
        var triangle = 0
        for index in 0..<count {
            let wanted = area * (Double(index) + 0.5) / Double(count)
            while triangle < corners.count - 1, sums[triangle] < wanted { triangle += 1 }
            let step = Double(index + 1)
            let (u, v) = (fraction(step * 0.754_877_666_246_692_7), fraction(step * 0.569_840_290_998_053_2))
            // Osada et al. 2002: uniform in a triangle.
            let root = u.squareRoot()
            let corner = corners[triangle]
            points.append(corner.a * (1 - root) + corner.b * (root * (1 - v)) + corner.c * (root * v))
        }
        return points
    }

    private static func fraction(_ value: Double) -> Double { value - value.rounded(.down) }
}
