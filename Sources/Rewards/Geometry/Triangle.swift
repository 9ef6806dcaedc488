import SceneGraph

/// Three corners in space, in metres.
struct Triangle: Hashable, Sendable {
    var a: SIMD3<Double>
    var b: SIMD3<Double>
    var c: SIMD3<Double>

    init(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) {
        self.a = a
        self.b = b
        self.c = c
    }

    /// Across the triangle, as long as twice its area.
    var normal: SIMD3<Double> { (b - a).cross(c - a) }
    var middle: SIMD3<Double> { (a + b + c) / 3 }
    var bounds: BroadPhase.Bounds {
        BroadPhase.Bounds(low: pointwiseMin(pointwiseMin(a, b), c), high: pointwiseMax(pointwiseMax(a, b), c))
    }

    /// A point that two triangles have in common; nil where they have none.
    ///
    /// Moeller 1997, "A Fast Triangle-Triangle Intersection Test": each must cross the other's plane, and the two
    /// stretches in which they cross the planes' common line must overlap. The point is the middle of what is common
    /// to them. For triangles in one plane it is the middle between theirs, if they overlap there.
    func contact(_ other: Triangle) -> SIMD3<Double>? {
        let otherNormal = other.normal
        guard let sides = other.sides(otherNormal, a, b, c) else { return nil }
        let normal = normal
        guard let otherSides = self.sides(normal, other.a, other.b, other.c) else { return nil }
        if sides == .zero || otherSides == .zero { return overlapsInPlane(other, otherNormal) }
        let line = normal.cross(otherNormal)
        guard let own = crossing(sides, along: line), let its = other.crossing(otherSides, along: line) else {
            return nil
        }
        let start = own.start.at > its.start.at ? own.start : its.start
        let end = own.end.at < its.end.at ? own.end : its.end
        guard start.at <= end.at else { return nil }
        return (start.point + end.point) / 2
    }

    /// On which side of this triangle's plane three points lie, and how far (times the normal's length); nil when all
    /// are on one side. What is within rounding of the plane lies in it.
    private func sides(
        _ normal: SIMD3<Double>, _ p: SIMD3<Double>, _ q: SIMD3<Double>, _ r: SIMD3<Double>
    ) -> SIMD3<Double>? {
        var sides = SIMD3(normal.dot(p - a), normal.dot(q - a), normal.dot(r - a))
        let slack = 1e-12 * normal.length
        for axis in 0..<3 where abs(sides[axis]) <= slack { sides[axis] = 0 }
        if all(sides .> 0) || all(sides .< 0) { return nil }
        return sides
    }

    private struct Crossing {
        var at: Double
        var point: SIMD3<Double>
    }

    /// The stretch of a line in which the triangle crosses a plane from which its corners have these distances.
    private func crossing(_ sides: SIMD3<Double>, along line: SIMD3<Double>) -> (start: Crossing, end: Crossing)? {
        var start: Crossing?
        var end: Crossing?
        func add(_ point: SIMD3<Double>) {
            let crossing = Crossing(at: line.dot(point), point: point)
            if start.map({ crossing.at < $0.at }) ?? true { start = crossing }
            if end.map({ crossing.at > $0.at }) ?? true { end = crossing }
        }
        func edge(_ p: SIMD3<Double>, _ q: SIMD3<Double>, _ sideP: Double, _ sideQ: Double) {
            if sideP == 0 { add(p) }
            if (sideP > 0 && sideQ < 0) || (sideP < 0 && sideQ > 0) { add(p + (q - p) * (sideP / (sideP - sideQ))) }
        }
        edge(a, b, sides.x, sides.y)
        edge(b, c, sides.y, sides.z)
        edge(c, a, sides.z, sides.x)
        guard let start, let end else { return nil }
        return (start, end)
    }

    /// Whether two triangles of one plane overlap, seen along the axis to which the plane is turned most.
    private func overlapsInPlane(_ other: Triangle, _ normal: SIMD3<Double>) -> SIMD3<Double>? {
        let size = SIMD3(abs(normal.x), abs(normal.y), abs(normal.z))
        let axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2
        func flat(_ point: SIMD3<Double>) -> SIMD2<Double> {
            axis == 0 ? SIMD2(point.y, point.z) : axis == 1 ? SIMD2(point.z, point.x) : SIMD2(point.x, point.y)
        }
        func polygon(_ triangle: Triangle) -> FloorPolygon {
            .hull(of: [flat(triangle.a), flat(triangle.b), flat(triangle.c)])
        }
        guard polygon(self).intersection(polygon(other)).area > 0 else { return nil }
        return (middle + other.middle) / 2
    }
}
