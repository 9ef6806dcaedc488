import Assets
import SceneGraph

/// What is behind the room: a pale, even ground with the soft shade that the room throws on it.
struct Backdrop: Sendable {
    private let camera: ViewProjection
    private let room: SIMD2<Float>
    private let ground: Float
    private let spread: Float
    private let isInside: Bool
    private let outline: FloorOutline?

    /// Linear colour of the ground.
    private let colour = Colour(sRGB: 0xF1EFEA).vector * 1.06

    init(_ request: RenderRequest, camera: ViewProjection) {
        self.camera = camera
        let size = request.room.size
        outline = request.room.outline
        room = SIMD2(Float(size.x), Float(size.y))
        ground = Float(-RoomShell.thickness(of: size) * 1.4)
        spread = 0.14 * (room.x + room.y) / 2
        isInside = if case .eye = request.view { true } else { false }
    }

    /// The linear colour of a pixel.
    @inline(__always)
    func colour(_ x: Float, _ y: Float) -> SIMD3<Float> {
        let ray = camera.ray(x, y)
        guard ray.way.z < -1e-3, !isInside else { return colour }
        let reach = (ground - ray.origin.z) / ray.way.z
        guard reach > 0 else { return colour }
        let point = ray.origin + ray.way * reach
        // The shade lies a little away from the lamp.
        if let outline {
            let place = SIMD2(point.x, point.y) + SIMD2(RoomLight.toKey.x, RoomLight.toKey.y) * (0.35 * spread)
            let away = -Float(outline.clearance(SIMD2(Double(place.x), Double(place.y))))
            let soft = max(1 - max(away, 0) / spread, 0)
            return colour * (1 - 0.34 * soft * soft * soft)
        }
        let centre = room / 2 + SIMD2(RoomLight.toKey.x, RoomLight.toKey.y) * (-0.35 * spread)
        let outside = pointwiseMax(
            SIMD2(abs(point.x - centre.x), abs(point.y - centre.y)) - room / 2, SIMD2<Float>(repeating: 0))
        let distance = (outside * outside).sum().squareRoot() / spread
        let soft = max(1 - distance, 0)
        return colour * (1 - 0.34 * soft * soft * soft)
    }
}
