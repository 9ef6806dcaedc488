import Assets
import SceneGraph

/// The light in a furnished room: a large soft lamp above the viewer's usual left shoulder, what falls in from the
/// open top, what windows and lamps give, and what floor, walls and objects throw back.
struct RoomLight: Sendable {
    let shadow: KeyShadow
    let field: LightField
    /// Sun through windows, where there are any.
    let sun: WindowLight?

    /// Colour and strength of the key light on a surface that faces it.
    static let key = SIMD3<Float>(1.0, 0.94, 0.85) * 0.86
    /// Toward the key light, in the room's frame.
    static let toKey = SIMD3<Float>(-0.62, -0.38, 1.28).unit

    init(_ request: RenderRequest, finish: RoomFinish, casters: StudioGeometry) {
        shadow = KeyShadow(casters, room: request.room.size, toLight: Self.toKey)
        sun = WindowLight(request, casters: casters)
        field = LightField(request, finish: finish, geometry: casters, shadow: shadow, sun: sun)
    }
}
