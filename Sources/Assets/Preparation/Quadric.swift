/// The sum of squared distances from planes, as a function of the point: a symmetric 4 x 4 matrix (M. Garland and
/// P. Heckbert, "Surface Simplification Using Quadric Error Metrics", SIGGRAPH 1997).
struct Quadric {
    private var square = SIMD3<Double>()
    private var mixed = SIMD3<Double>()
    private var linear = SIMD3<Double>()
    private var constant = 0.0

    init() {}

    /// The squared distance from the plane through a point, times a weight.
    init(normal: SIMD3<Double>, through point: SIMD3<Double>, weight: Double) {
        let offset = -(normal * point).sum()
        square = normal * normal * weight
        mixed = SIMD3(normal.x * normal.y, normal.y * normal.z, normal.z * normal.x) * weight
        linear = normal * (offset * weight)
        constant = offset * offset * weight
    }

    static func += (left: inout Quadric, right: Quadric) {
        left.square += right.square
        left.mixed += right.mixed
        left.linear += right.linear
        left.constant += right.constant
    }

    /// The sum at a point, never negative.
    func error(at p: SIMD3<Double>) -> Double {
        let products = SIMD3(p.x * p.y, p.y * p.z, p.z * p.x)
        return max(0, (square * p * p).sum() + 2 * (mixed * products).sum() + 2 * (linear * p).sum() + constant)
    }
}
