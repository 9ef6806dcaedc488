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
    @inline(__always)
    static var key: SIMD3<Float> { SIMD3(0.86, 0.8084, 0.731) }
    /// Toward the key light, in the room's frame, of unit length: (-0.62, -0.38, 1.28) as far as it is slanted.
    @inline(__always)
    static var toKey: SIMD3<Float> { SIMD3(-0.421155, -0.258127, 0.869482) }

    init(_ request: RenderRequest, finish: RoomFinish, casters: LightCasters, form: RenderingForm = .best) {
        shadow = KeyShadow(casters, room: request.room.size, toLight: Self.toKey, form: form)
        sun = WindowLight(request, casters: casters, form: form)
        field = LightField(request, finish: finish, casters: casters, shadow: shadow, sun: sun, form: form)
    }
}
