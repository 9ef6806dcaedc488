/// Products that inner loops take in by hand: a call into another module would cost more than the sum.
extension SIMD3<Float> {
    /// The inner product.
    @inline(__always)
    func inner(_ other: SIMD3<Float>) -> Float { (self * other).sum() }

    /// The outer product.
    @inline(__always)
    func outer(_ other: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    /// The unit vector of this direction; up for one without a direction.
    @inline(__always)
    var unit: SIMD3<Float> {
        let square = (self * self).sum()
        return square > 1e-30 && square < 1e30 ? self * (1 / square.squareRoot()) : SIMD3(0, 0, 1)
    }

    /// The components as C takes them.
    var members: (Float, Float, Float) { (x, y, z) }
}
