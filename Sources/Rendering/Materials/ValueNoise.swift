/// Smooth chance: the same everywhere and at all times.
enum ValueNoise {
    /// A hash of two whole numbers to 0 ..< 1.
    @inline(__always)
    static func hash(_ a: Int32, _ b: Int32) -> Float {
        var state = UInt32(bitPattern: a) &* 0x9E37_79B1
        state ^= UInt32(bitPattern: b) &* 0x85EB_CA77
        state ^= state >> 15
        state = state &* 0x2C1B_3C6D
        state ^= state >> 12
        return Float(state >> 8) * (1 / 16_777_216)
    }

    /// A value from -1 to 1 that changes smoothly over about one unit (K. Perlin's value noise).
    @inline(__always)
    static func at(_ x: Float, _ y: Float) -> Float {
        let (x, y) = (min(max(x, -1e8), 1e8), min(max(y, -1e8), 1e8))
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (column, row) = (Int32(left), Int32(top))
        var (u, v) = (x - left, y - top)
        u = u * u * (3 - 2 * u)
        v = v * v * (3 - 2 * v)
        let above = hash(column, row) * (1 - u) + hash(column &+ 1, row) * u
        let below = hash(column, row &+ 1) * (1 - u) + hash(column &+ 1, row &+ 1) * u
        return 2 * (above + (below - above) * v) - 1
    }
}
