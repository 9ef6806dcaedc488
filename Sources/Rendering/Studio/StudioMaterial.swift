import Assets

/// What a part of one object, or of the room, is made of, as shading needs it.
struct StudioMaterial {
    enum Role: UInt8 {
        case object, floor, wall, trim, ceiling
    }

    /// Linear base colour, opacity last.
    var colour: SIMD4<Float>
    var roughness: Float
    var metalness: Float
    var emission: Float
    var pattern: SurfacePattern
    var role: Role
    var isDoubleSided = false
    /// Alpha below this is not there; 0 where alpha is no mask.
    var cutoff: Float = 0
    /// Whether it is laid over what is behind.
    var isBlended = false
    /// A place in the scene's textures, or -1.
    var texture: Int32 = -1
    /// From the room's frame to the object's: its centre, and sine and cosine of its angle.
    var origin = SIMD3<Float>()
    var turn = SIMD2<Float>(0, 1)
    /// The axis of the part's longest side, along which wood grows: 0, 1 or 2.
    var grain: UInt8 = 0
    /// The object that it belongs to, or -1 for the room.
    var item: Int32 = -1
    /// Draws the pattern's chances, so that no two boards are the same.
    var seed: Float = 0

    init(_ surface: Surface, role: Role) {
        let colour = surface.colour.vector.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1))
        self.colour = SIMD4(colour, surface.opacity)
        roughness = min(max(surface.roughness, 0.03), 1)
        metalness = min(max(surface.metalness, 0), 1)
        emission = max(surface.emission, 0)
        pattern = surface.pattern
        self.role = role
    }

    /// Whether its colour is the same everywhere.
    @inline(__always)
    var isEven: Bool {
        texture < 0 && (role == .object && pattern == .plain || role == .trim || role == .ceiling)
    }

    /// A point of the room in the object's own frame.
    @inline(__always)
    func local(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let offset = point - origin
        return SIMD3(
            offset.x * turn.y - offset.y * turn.x, offset.x * turn.x + offset.y * turn.y, offset.z)
    }

    /// A direction of the object's own frame in the room's: clockwise by the angle, seen from above.
    @inline(__always)
    func turned(_ vector: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(vector.x * turn.y + vector.y * turn.x, vector.y * turn.y - vector.x * turn.x, vector.z)
    }
}
