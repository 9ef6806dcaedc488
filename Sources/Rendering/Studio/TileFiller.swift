/// A triangle's edge functions and nearness relative to a tile's upper left pixel, per pixel.
struct TileFiller {
    private let a: SIMD3<Float>
    private let b: SIMD3<Float>
    private let c: SIMD3<Float>
    /// What an edge function must reach: 0 on edges that own their points (top and left), else a hair more.
    private let threshold: SIMD3<Float>
    private let nearness: SIMD3<Float>
    let columns: ClosedRange<Int>
    let rows: ClosedRange<Int>

    /// Places of the samples in a pixel: a rotated grid, which serves near-level and near-upright edges alike.
    @inline(__always)
    static var sampleX: SIMD4<Float> { SIMD4(0.375, 0.875, 0.125, 0.625) }
    @inline(__always)
    static var sampleY: SIMD4<Float> { SIMD4(0.125, 0.375, 0.625, 0.875) }

    /// Nil when the triangle does not touch the tile, whose last pixel is (`right`, `bottom`).
    @inline(__always)
    init?(_ triangle: FrameTriangle, left: Int, top: Int, right: Int, bottom: Int) {
        let box = triangle.bounds
        let (x0, x1) = (max(box.minX, left) - left, min(box.maxX, right) - left)
        let (y0, y1) = (max(box.minY, top) - top, min(box.maxY, bottom) - top)
        guard x0 <= x1, y0 <= y1 else { return nil }
        var (a, b, c, threshold) = (SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>())
        for index in 0..<3 {
            let edge = triangle.edge(index)
            a[index] = Float(edge.a) * 256
            b[index] = Float(edge.b) * 256
            c[index] = Float(edge.a * Int64(left) * 256 + edge.b * Int64(top) * 256 + edge.c)
            // With y down and positive area, top edges run right (a = 0, b > 0), left edges run up (a > 0).
            let owns = edge.a > 0 || (edge.a == 0 && edge.b > 0)
            threshold[index] = owns ? 0 : .leastNormalMagnitude
            // The best corner of the tile is outside: so is everything.
            let reach =
                c[index] + max(a[index], 0) * Float(x1 + 1) + max(b[index], 0) * Float(y1 + 1)
                + min(a[index], 0) * Float(x0) + min(b[index], 0) * Float(y0)
            if reach < 0 { return nil }
        }
        (self.a, self.b, self.c, self.threshold) = (a, b, c, threshold)
        let (originX, originY) = (Float(triangle.x[0]) / 256, Float(triangle.y[0]) / 256)
        nearness = SIMD3(
            triangle.nearness.y, triangle.nearness.z,
            triangle.nearness.x + triangle.nearness.y * (Float(left) - originX)
                + triangle.nearness.z * (Float(top) - originY))
        columns = x0...x1
        rows = y0...y1
    }

    /// Which of four points are inside, and how near they are.
    @inline(__always)
    func cover(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> (inside: SIMDMask<SIMD4<Int32>>, nearness: SIMD4<Float>) {
        let e0 = x * a.x + (y * b.x + c.x)
        let e1 = x * a.y + (y * b.y + c.y)
        let e2 = x * a.z + (y * b.z + c.z)
        let inside = (e0 .>= threshold.x) .& (e1 .>= threshold.y) .& (e2 .>= threshold.z)
        return (inside, x * nearness.x + (y * nearness.y + nearness.z))
    }

    /// The columns of a row in which a sample may be inside: the edges' crossings with the row, a pixel wider.
    @inline(__always)
    func span(row: Int) -> ClosedRange<Int>? {
        let y = Float(row)
        var (from, to) = (Float(columns.lowerBound), Float(columns.upperBound))
        for index in 0..<3 {
            // The best an edge can be in this row of pixels, as a function of x alone.
            let height = max(b[index] * y, b[index] * (y + 1)) + c[index]
            if a[index] > 0 {
                from = max(from, -height / a[index] - 1.01)
            } else if a[index] < 0 {
                to = min(to, -height / a[index] + 0.01)
            } else if height < 0 {
                return nil
            }
        }
        guard from <= to else { return nil }
        let (first, last) = (Int(from.rounded(.down)), Int(to.rounded(.down)))
        let (lower, upper) = (max(first, columns.lowerBound), min(last, columns.upperBound))
        return lower <= upper ? lower...upper : nil
    }
}
