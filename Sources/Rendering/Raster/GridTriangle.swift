/// A triangle whose corners are snapped to 1/256 pixel, so that neighbours share their edges without gap or overlap.
protocol GridTriangle {
    /// Corners in 1/256 pixel; y down, clockwise as they are seen.
    var x: SIMD3<Int32> { get }
    var y: SIMD3<Int32> { get }
}

extension GridTriangle {
    /// Edge function `i` (opposite to corner `i`) at a point in 1/256 pixel: positive inside.
    @inline(__always)
    func edge(_ i: Int) -> (a: Int64, b: Int64, c: Int64) {
        let (j, k) = (i == 2 ? 0 : i + 1, i == 0 ? 2 : i - 1)
        let a = Int64(y[j]) - Int64(y[k])
        let b = Int64(x[k]) - Int64(x[j])
        return (a, b, -(a * Int64(x[j]) + b * Int64(y[j])))
    }

    /// Range of pixel columns and rows that the triangle may touch.
    @inline(__always)
    var bounds: (minX: Int, minY: Int, maxX: Int, maxY: Int) {
        (Int(x.min() >> 8), Int(y.min() >> 8), Int(x.max() >> 8), Int(y.max() >> 8))
    }
}
