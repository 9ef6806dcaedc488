import Assets
import Foundation
import SceneGraph

/// The axes and the grid of a shadow map: the room as a distant light sees it.
struct LightFrame {
    /// Unit vectors across the light's way.
    let u: SIMD3<Float>
    let v: SIMD3<Float>
    /// The map's first texel along them, metres.
    let origin: SIMD2<Float>
    /// Texels in a metre.
    let scale: Float

    /// The frame of a map of `side` texels. It covers the room's box; what stands outside of it casts no shadow where
    /// the map ends.
    /// - Parameters:
    ///   - toLight: unit vector toward the light.
    ///   - turned: whether the grid is turned about the light's way until no edge of the room runs nearly along its
    ///     rows or columns. What a texel knows is all or nothing, and an edge at a small angle to the rows has long steps,
    ///     which no soft window of a few texels evens out; at a larger angle several steps fall into one window.
    init(room: Vector3, toLight: SIMD3<Float>, side: Int, turned: Bool = false) {
        let other: SIMD3<Float> = abs(toLight.z) < 0.95 ? SIMD3(0, 0, 1) : SIMD3(0, 1, 0)
        var u = other.cross(toLight).normalised
        var v = toLight.cross(u)
        if turned {
            let turn = Self.turn(u, v)
            (u, v) = (u * turn.x + v * turn.y, v * turn.x - u * turn.y)
        }
        self.u = u
        self.v = v
        var low = SIMD2<Float>(repeating: .infinity)
        var high = -low
        for corner in 0..<8 {
            let point = SIMD3(
                corner & 1 == 0 ? 0 : Float(room.x), corner & 2 == 0 ? 0 : Float(room.y),
                corner & 4 == 0 ? 0 : Float(room.z))
            let place = SIMD2(point.dot(u), point.dot(v))
            low = pointwiseMin(low, place)
            high = pointwiseMax(high, place)
        }
        let extent = max((high - low).max(), 1e-3) * 1.04
        scale = Float(side) / extent
        origin = (low + high) / 2 - extent / 2
    }

    /// Cosine and sine of the turn that takes the axes of the room, as the light sees them, farthest from rows and columns:
    /// to the middle of the widest gap that their directions leave in a quarter of a circle, at least 15 degrees from each.
    private static func turn(_ u: SIMD3<Float>, _ v: SIMD3<Float>) -> SIMD2<Float> {
        let quarter = Float.pi / 2
        let directions = (0..<3).compactMap { axis -> Float? in
            // An axis that points at the light shows no edges.
            guard abs(u[axis]) + abs(v[axis]) > 1e-3 else { return nil }
            let angle = atan2(v[axis], u[axis]).truncatingRemainder(dividingBy: quarter)
            return angle < 0 ? angle + quarter : angle
        }.sorted()
        guard let first = directions.first else { return SIMD2(1, 0) }
        let following = directions.dropFirst() + [first + quarter]
        let gaps = zip(directions, following).map { (width: $1 - $0, middle: ($0 + $1) / 2) }
        let turn = gaps.max { $0.width < $1.width }?.middle ?? 0
        return SIMD2(cos(turn), sin(turn))
    }
}
