import SceneGraph

/// The centres at which an object would be in the way of something, or run into it: an open convex part of the floor
/// plane, between two heights.
///
/// It is the Minkowski sum of an obstacle and the object around its centre.
struct FloorBlocker: Hashable, Sendable {
    let shape: FloorPolygon
    /// The heights of the centre between which it is blocked, ends not included.
    let bottom: Double
    let top: Double
    private let low: SIMD2<Double>
    private let high: SIMD2<Double>

    /// How deep a touch may be and count as one: rounding, well below what collision tests let pass.
    static let contact = 1e-6

    /// - Parameters:
    ///   - obstacle: the corners of a convex shape; two for a stretch of wall.
    ///   - shadow: the object's own corners around its centre.
    ///   - heights: between which the obstacle is; infinite for walls.
    ///   - half: half of the object's height.
    init(obstacle: [SIMD2<Double>], shadow: [SIMD2<Double>], heights: (Double, Double), half: Double) {
        shape = FloorPolygon.hull(of: obstacle.flatMap { corner in shadow.map { corner + $0 } })
        bottom = heights.0 - half
        top = heights.1 + half
        low = shape.corners.dropFirst().reduce(shape.corners.first ?? .zero) { pointwiseMin($0, $1) }
        high = shape.corners.dropFirst().reduce(shape.corners.first ?? .zero) { pointwiseMax($0, $1) }
    }

    /// Whether a centre in the floor plane is blocked at some height.
    func covers(_ point: SIMD2<Double>) -> Bool {
        guard point.x > low.x, point.y > low.y, point.x < high.x, point.y < high.y else { return false }
        return shape.excess(of: point) < -Self.contact
    }

    /// Whether this has something to do with a part of the floor plane.
    func reaches(_ from: SIMD2<Double>, _ to: SIMD2<Double>) -> Bool {
        low.x <= to.x && low.y <= to.y && high.x >= from.x && high.y >= from.y
    }
}
