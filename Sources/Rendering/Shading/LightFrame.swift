import Assets
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
    /// - Parameter toLight: unit vector toward the light.
    init(room: Vector3, toLight: SIMD3<Float>, side: Int) {
        let other: SIMD3<Float> = abs(toLight.z) < 0.95 ? SIMD3(0, 0, 1) : SIMD3(0, 1, 0)
        let u = other.cross(toLight).normalised
        let v = toLight.cross(u)
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
}
