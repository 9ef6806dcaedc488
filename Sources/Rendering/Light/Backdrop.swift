import Assets
import SceneGraph

/// What is behind the room: a pale, even ground with the soft shade that the room throws on it.
struct Backdrop: Sendable {
    private let camera: ViewProjection
    let room: SIMD2<Float>
    let ground: Float
    let spread: Float
    let isInside: Bool
    /// The floor's outline, where it is not the rectangle of the room's size.
    let outline: FloorOutline?

    /// Linear colour of the ground.
    let colour = Colour(sRGB: 0xF1EFEA).vector * 1.06

    init(_ request: RenderRequest, camera: ViewProjection) {
        self.camera = camera
        let size = request.room.size
        outline = request.room.outline
        room = SIMD2(Float(size.x), Float(size.y))
        ground = Float(-RoomShell.thickness(of: size) * 1.4)
        spread = 0.14 * (room.x + room.y) / 2
        isInside = if case .eye = request.view { true } else { false }
    }

    /// The middle of the shade, which lies a little away from the lamp.
    var centre: SIMD2<Float> {
        room / 2 + SIMD2(RoomLight.toKey.x, RoomLight.toKey.y) * (-0.35 * spread)
    }

    /// The linear colour of a pixel.
    @inline(__always)
    func colour(_ x: Float, _ y: Float) -> SIMD3<Float> {
        let ray = camera.ray(x, y)
        guard ray.way.z < -1e-3, !isInside else { return colour }
        let reach = (ground - ray.origin.z) / ray.way.z
        guard reach > 0 else { return colour }
        let point = ray.origin + ray.way * reach
        if let outline {
            let place = SIMD2(point.x, point.y) + SIMD2(RoomLight.toKey.x, RoomLight.toKey.y) * (0.35 * spread)
            let away = -Float(outline.clearance(SIMD2(Double(place.x), Double(place.y))))
            let soft = max(1 - max(away, 0) / spread, 0)
            return colour * (1 - 0.34 * soft * soft * soft)
        }
        let outside = pointwiseMax(
            SIMD2(abs(point.x - centre.x), abs(point.y - centre.y)) - room / 2, SIMD2<Float>(repeating: 0))
        let distance = (outside * outside).sum().squareRoot() / spread
        let soft = max(1 - distance, 0)
        return colour * (1 - 0.34 * soft * soft * soft)
    }
}
