import SceneGraph

/// The floor of one or more rooms: simple polygons, of any shape and either way round, in metres.
public struct FloorArea: Hashable, Sendable {
    public let polygons: [[SIMD2<Double>]]

    /// A floor of these polygons; those with fewer than three corners are left out.
    public init(_ polygons: [[SIMD2<Double>]]) {
        self.polygons = polygons.filter { $0.count >= 3 }
    }

    /// How near a point must be to an edge to lie on it, in metres.
    private static let slack = 1e-6

    /// The lowest and the highest coordinates; nil without a polygon.
    public var bounds: (low: SIMD2<Double>, high: SIMD2<Double>)? {
        let corners = polygons.joined()
        guard let first = corners.first else { return nil }
        return corners.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    }

    /// Whether a point lies on the floor, its edges included.
    public func contains(_ point: SIMD2<Double>) -> Bool {
        polygons.contains { polygon in
            var isInside = false
            for (start, end) in Self.edges(polygon) {
                if Self.distance(point, start, end) <= Self.slack { return true }
                guard (start.y > point.y) != (end.y > point.y) else { continue }
                if point.x < start.x + (end.x - start.x) * (point.y - start.y) / (end.y - start.y) { isInside.toggle() }
            }
            return isInside
        }
    }

    /// Whether a convex polygon lies on one of the floor's, up to a tolerance in metres.
    public func covers(_ shape: FloorPolygon, tolerance: Double) -> Bool {
        polygons.contains { polygon in
            let area = FloorArea([polygon])
            let isInside = shape.corners.allSatisfy { corner in
                area.contains(corner)
                    || Self.edges(polygon).contains { Self.distance(corner, $0.start, $0.end) <= tolerance }
            }
            // All corners of a shape may lie on a floor that has a notch between them.
            return isInside
                && Self.edges(polygon).allSatisfy { edge in
                    guard let part = shape.part(of: edge.start, edge.end) else { return true }
                    return shape.excess(of: (part.0 + part.1) / 2) >= -tolerance
                }
        }
    }

    static func edges(_ polygon: [SIMD2<Double>]) -> [(start: SIMD2<Double>, end: SIMD2<Double>)] {
        polygon.indices.map { (polygon[$0], polygon[($0 + 1) % polygon.count]) }
    }

    /// The distance from a point to a stretch.
    static func distance(_ point: SIMD2<Double>, _ start: SIMD2<Double>, _ end: SIMD2<Double>) -> Double {
        let edge = end - start
        let square = (edge * edge).sum()
        let share = square > 0 ? min(1, max(0, ((point - start) * edge).sum() / square)) : 0
        let offset = point - start - edge * share
        return (offset * offset).sum().squareRoot()
    }
}
