/// A spot of a surface in one pixel.
struct Fragment {
    /// In the room's frame, metres.
    var point: SIMD3<Float>
    /// Unit normal, toward the side that is seen.
    var normal: SIMD3<Float>
    /// On the texture.
    var place: SIMD2<Float>
    /// Along the line of sight's main direction, metres.
    var depth: Float
    /// The triangle in its list.
    var triangle: UInt32
    var material: Int
}

/// The light at a spot, before it falls on a colour.
struct Illumination {
    /// From all around, as a white surface would send it back.
    var ambient: SIMD3<Float>
    /// How open the spot is to its close surroundings, 0 to 1.
    var openness: Float
    /// How much of the key light and of the sun is seen, 0 to 1.
    var key: Float
    var sun: Float
}
