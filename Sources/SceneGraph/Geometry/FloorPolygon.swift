/// A convex polygon in the floor plane: corners in metres, counter-clockwise seen from above.
///
/// With fewer than three corners it is empty: its area is 0 and nothing lies in it.
public struct FloorPolygon: Hashable, Sendable {
    /// The corners, counter-clockwise.
    public private(set) var corners: [SIMD2<Double>]

    /// A polygon of these corners, which the caller knows to be convex and counter-clockwise.
    package init(convex corners: [SIMD2<Double>]) {
        self.corners = corners
    }

    /// The rectangle between two corners along the axes.
    public init(from low: SIMD2<Double>, to high: SIMD2<Double>) {
        corners = [low, SIMD2(high.x, low.y), high, SIMD2(low.x, high.y)]
    }

    /// The shadow of a box of this size at this angle (degrees, see `Heading`) and place.
    public init(shadowOf size: BoxSize, angle: Double, at place: SIMD2<Double>) {
        let direction = Heading.direction(angle)
        let a = SIMD2(direction.y, -direction.x) * (size.length / 2)
        let b = SIMD2(direction.x, direction.y) * (size.width / 2)
        corners = [place - a - b, place + a - b, place + a + b, place - a + b]
    }

    /// The area in square metres.
    public var area: Double {
        guard corners.count >= 3 else { return 0 }
        var twice = 0.0
        for index in 1..<corners.count - 1 {
            twice += Self.cross(corners[index] - corners[0], corners[index + 1] - corners[0])
        }
        return max(0, twice / 2)
    }

    /// The part that the two have in common (Sutherland and Hodgman 1974: one half plane after the other).
    public func intersection(_ other: FloorPolygon) -> FloorPolygon {
        guard other.corners.count >= 3 else { return FloorPolygon(convex: []) }
        var result = corners
        for index in other.corners.indices {
            let start = other.corners[index]
            let end = other.corners[(index + 1) % other.corners.count]
            result = Self.clipped(result, leftOf: start, end)
            if result.count < 3 { return FloorPolygon(convex: []) }
        }
        return FloorPolygon(convex: result)
    }

    /// How far a point lies outside, in metres: the distance beyond the edge that it is farthest beyond; negative
    /// inside. Infinite for an empty polygon.
    public func excess(of point: SIMD2<Double>) -> Double {
        guard corners.count >= 3 else { return .infinity }
        var excess = -Double.infinity
        for index in corners.indices {
            let start = corners[index]
            let edge = corners[(index + 1) % corners.count] - start
            let length = (edge * edge).sum().squareRoot()
            guard length > 0 else { continue }
            excess = max(excess, -Self.cross(edge, point - start) / length)
        }
        return excess
    }

    /// The smallest convex polygon around some points (Andrew 1979, the monotone chain).
    public static func hull(of points: [SIMD2<Double>]) -> FloorPolygon {
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        guard sorted.count >= 3 else { return FloorPolygon(convex: sorted) }
        func chain(_ points: some Sequence<SIMD2<Double>>) -> [SIMD2<Double>] {
            var chain: [SIMD2<Double>] = []
            for point in points {
                while let last = chain.last, chain.count >= 2,
                    cross(last - chain[chain.count - 2], point - last) <= 0
                { chain.removeLast() }
                chain.append(point)
            }
            return chain
        }
        return FloorPolygon(convex: chain(sorted).dropLast() + chain(sorted.reversed()).dropLast())
    }

    /// The part of a stretch within the polygon (Cyrus and Beck 1978); nil where there is none.
    package func part(of start: SIMD2<Double>, _ end: SIMD2<Double>) -> (SIMD2<Double>, SIMD2<Double>)? {
        guard corners.count >= 3 else { return nil }
        let way = end - start
        var (enter, leave) = (0.0, 1.0)
        for index in corners.indices {
            let corner = corners[index]
            let edge = corners[(index + 1) % corners.count] - corner
            let side = Self.cross(edge, start - corner)
            let change = Self.cross(edge, way)
            if change == 0 {
                if side < 0 { return nil }
            } else if change > 0 {
                enter = max(enter, -side / change)
            } else {
                leave = min(leave, -side / change)
            }
        }
        return enter < leave ? (start + way * enter, start + way * leave) : nil
    }

    package static func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }

    private static func clipped(
        _ corners: [SIMD2<Double>], leftOf start: SIMD2<Double>, _ end: SIMD2<Double>
    ) -> [SIMD2<Double>] {
        let edge = end - start
        var result: [SIMD2<Double>] = []
        result.reserveCapacity(corners.count + 1)
        for index in corners.indices {
            let (point, next) = (corners[index], corners[(index + 1) % corners.count])
            let (side, nextSide) = (cross(edge, point - start), cross(edge, next - start))
            if side >= 0 { result.append(point) }
            if (side > 0 && nextSide < 0) || (side < 0 && nextSide > 0) {
                result.append(point + (next - point) * (side / (side - nextSide)))
            }
        }
        return result
    }
}
