/// The floor of a room: a simple polygon in the floor plane, in metres, counter-clockwise seen from above, with a wall
/// on each of its edges.
///
/// The room's frame begins at the south-west corner of the rectangle around it, so that the least x and y are 0.
public struct FloorOutline: Hashable, Sendable {
    /// The corners; wall n runs from corner n to the next.
    public let corners: [SIMD2<Double>]
    /// What each wall is called, beginning with that at the first corner.
    public let wallNames: [String]
    /// The outline cut into triangles.
    package let pieces: [FloorPolygon]

    /// How many corners an outline may have.
    public static let cornerCounts = 3...64
    /// The shortest wall, and the least distance between walls that do not meet, in metres.
    public static let closest = 0.01
    /// The least area in square metres.
    public static let leastArea = 0.01

    /// What keeps corners from being an outline.
    public struct Fault: Error, Hashable, Sendable {
        /// The corner at fault, by its place in what was given; nil where it is all of them.
        public let corner: Int?
        public let detail: String
    }

    /// A checked outline.
    /// - Parameters:
    ///   - given: the corners in either sense; those that run clockwise are turned around, the first corner staying
    ///     first.
    ///   - names: what the wall from each corner to the next one given is called; nil for `wall_1`, `wall_2`, … by its
    ///     place, counter-clockwise from the first corner.
    /// - Throws: `Fault` for corners that are too few, too many, not finite, repeated, or in one line, and for walls
    ///   that cross or touch one another.
    public init(_ given: [SIMD2<Double>], names: [String?] = []) throws(Fault) {
        guard Self.cornerCounts.contains(given.count) else {
            throw Fault(
                corner: nil,
                detail: "has \(given.count) corners; \(Self.cornerCounts.lowerBound) to "
                    + "\(Self.cornerCounts.upperBound) are allowed")
        }
        for (index, corner) in given.enumerated() where !(corner.x.isFinite && corner.y.isFinite) {
            throw Fault(corner: index, detail: "must be finite")
        }
        try Self.checkSimple(given)
        var corners = given
        var names = given.indices.map { $0 < names.count ? names[$0] : nil }
        let area = Self.area(given)
        guard abs(area) >= Self.leastArea else {
            throw Fault(corner: nil, detail: "encloses \(abs(area)) m²; at least \(Self.leastArea) m² are needed")
        }
        if area < 0 {
            // The wall after the last corner given becomes that after the first.
            corners = [given[0]] + given.dropFirst().reversed()
            names = names.reversed()
        }
        self.corners = corners
        wallNames = names.enumerated().map { $1 ?? "wall_\($0 + 1)" }
        pieces = Self.triangles(corners)
    }

    /// The floor of a box-shaped room, its walls called as the room elements: south, east, north, west.
    public init(rectangle size: Vector3) {
        let rectangle = FloorPolygon(from: .zero, to: SIMD2(size.x, size.y))
        corners = rectangle.corners
        wallNames = [RoomElement.southWall, .eastWall, .northWall, .westWall].map(\.rawValue)
        pieces = [rectangle]
    }

    // MARK: Measures

    /// The area in square metres.
    public var area: Double { pieces.reduce(0) { $0 + $1.area } }

    /// The lowest and the highest coordinates.
    public var bounds: (low: SIMD2<Double>, high: SIMD2<Double>) {
        corners.dropFirst().reduce((corners[0], corners[0])) {
            (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
        }
    }

    /// Whether this is a rectangle along the axes.
    public var isRectangle: Bool {
        let (low, high) = bounds
        return corners.count == 4
            && corners.allSatisfy { ($0.x == low.x || $0.x == high.x) && ($0.y == low.y || $0.y == high.y) }
    }

    /// The walls' feet in order.
    public var edges: [(start: SIMD2<Double>, end: SIMD2<Double>)] {
        corners.indices.map { (corners[$0], corners[($0 + 1) % corners.count]) }
    }

    /// Whether a corner looks into the room: the angle between its walls is more than a half turn.
    package func isReflex(_ index: Int) -> Bool {
        let count = corners.count
        let (before, here, after) = (
            corners[(index + count - 1) % count], corners[index], corners[(index + 1) % count]
        )
        return FloorPolygon.cross(here - before, after - here) < 0
    }

    // MARK: Points and shapes

    /// Whether a point lies on the floor; of points on a wall either may be said.
    public func contains(_ point: SIMD2<Double>) -> Bool {
        var isInside = false
        for (start, end) in edges where (start.y > point.y) != (end.y > point.y) {
            if point.x < start.x + (end.x - start.x) * (point.y - start.y) / (end.y - start.y) { isInside.toggle() }
        }
        return isInside
    }

    /// The distance to the nearest wall: positive on the floor, negative outside.
    public func clearance(_ point: SIMD2<Double>) -> Double {
        let distance = edges.reduce(Double.infinity) { min($0, Self.distance(point, $1.start, $1.end)) }
        return contains(point) ? distance : -distance
    }

    /// How much of a convex shape lies on the floor, in square metres.
    public func overlap(_ shape: FloorPolygon) -> Double {
        pieces.reduce(0) { $0 + shape.intersection($1).area }
    }

    /// How far a convex shape reaches beyond the walls, in metres: 0 where it does not.
    ///
    /// It is the largest of the distances of its corners outside from the floor, and of the depths to which walls
    /// reach into it.
    public func excess(of shape: FloorPolygon) -> Double {
        var excess = shape.corners.reduce(0.0) { max($0, -clearance($1)) }
        for (start, end) in edges {
            guard let part = shape.part(of: start, end) else { continue }
            for point in [part.0, (part.0 + part.1) / 2, part.1] { excess = max(excess, -shape.excess(of: point)) }
        }
        return excess
    }

    /// The distance from a point to a stretch.
    package static func distance(_ point: SIMD2<Double>, _ start: SIMD2<Double>, _ end: SIMD2<Double>) -> Double {
        let edge = end - start
        let square = (edge * edge).sum()
        let share = square > 0 ? min(1, max(0, ((point - start) * edge).sum() / square)) : 0
        let offset = point - start - edge * share
        return (offset * offset).sum().squareRoot()
    }

    // MARK: Checks

    private static func area(_ corners: [SIMD2<Double>]) -> Double {
        corners.indices.reduce(0) {
            $0 + FloorPolygon.cross(corners[$1] - corners[0], corners[($1 + 1) % corners.count] - corners[0]) / 2
        }
    }

    private static func checkSimple(_ corners: [SIMD2<Double>]) throws(Fault) {
        let count = corners.count
        func next(_ index: Int) -> Int { (index + 1) % count }
        for index in corners.indices {
            let (here, after) = (corners[index], corners[next(index)])
            guard distance(here, after, after) >= closest else {
                // The last wall closes the outline at its first corner.
                let second = max(index, next(index))
                throw Fault(corner: second, detail: "repeats corner \(min(index, next(index)))")
            }
            let (way, onward) = (after - here, corners[next(next(index))] - after)
            let turn = FloorPolygon.cross(way, onward)
            let isBack = (way * onward).sum() < 0
            guard !isBack || abs(turn) > 1e-6 * (way * way).sum().squareRoot() * (onward * onward).sum().squareRoot()
            else { throw Fault(corner: next(index), detail: "lets its two walls run over one another") }
        }
        for first in corners.indices {
            for second in corners.indices.dropFirst(first + 2) where next(second) != first {
                let (a, b) = (corners[first], corners[next(first)])
                let (c, d) = (corners[second], corners[next(second)])
                guard !cross(a, b, c, d),
                    min(distance(a, c, d), distance(b, c, d), distance(c, a, b), distance(d, a, b)) >= closest
                else {
                    throw Fault(
                        corner: second, detail: "begins a wall that crosses or touches the wall from corner \(first)")
                }
            }
        }
    }

    /// Whether two stretches cross.
    private static func cross(
        _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>
    ) -> Bool {
        func side(_ point: SIMD2<Double>, _ from: SIMD2<Double>, _ to: SIMD2<Double>) -> Bool {
            FloorPolygon.cross(to - from, point - from) > 0
        }
        return side(c, a, b) != side(d, a, b) && side(a, c, d) != side(b, c, d)
    }

    /// Ears are cut off one by one (Meisters, "Polygons have ears", 1975).
    private static func triangles(_ corners: [SIMD2<Double>]) -> [FloorPolygon] {
        var left = Array(corners.indices)
        var pieces: [FloorPolygon] = []
        func area(_ a: Int, _ b: Int, _ c: Int) -> Double {
            FloorPolygon.cross(corners[b] - corners[a], corners[c] - corners[a])
        }
        while left.count > 2 {
            let count = left.count
            func ear(_ place: Int) -> (Int, Int, Int) {
                (left[(place + count - 1) % count], left[place], left[(place + 1) % count])
            }
            // Where walls go straight on the ear is flat, and nothing is cut off.
            let place =
                left.indices.first { place in
                    let (a, b, c) = ear(place)
                    guard area(a, b, c) >= 0 else { return false }
                    return left.allSatisfy { other in
                        other == a || other == b || other == c || area(a, b, other) < 0 || area(b, c, other) < 0
                            || area(c, a, other) < 0
                    }
                } ?? 0
            let (a, b, c) = ear(place)
            if area(a, b, c) > 0 { pieces.append(FloorPolygon(convex: [corners[a], corners[b], corners[c]])) }
            left.remove(at: place)
        }
        return pieces
    }
}
