/// A triangle set up for filling: clipped, projected, snapped to 1/256 pixel.
struct FrameTriangle: GridTriangle {
    /// Corners in 1/256 pixel; y down.
    var x: SIMD3<Int32>
    var y: SIMD3<Int32>
    /// Vertices of the frame.
    var corners: SIMD3<UInt32>
    /// What attributes are divided by at the corners.
    var inverse: SIMD3<Float>
    /// Nearness at the first corner, and its change per pixel to the right and down.
    var nearness: SIMD3<Float>
    /// Unit normal of its plane, along the picture's axes.
    var plane: SIMD3<Float>
    var material: UInt32
    /// Whether it is seen from behind.
    var isBack: Bool

    /// Nil when the triangle has no area on the grid.
    init?(
        _ a: (x: Int32, y: Int32, inverse: Float, nearness: Float),
        _ b: (x: Int32, y: Int32, inverse: Float, nearness: Float),
        _ c: (x: Int32, y: Int32, inverse: Float, nearness: Float), corners: SIMD3<UInt32>, plane: SIMD3<Float>,
        material: UInt32, isBack: Bool
    ) {
        // y runs down the picture, so a triangle that faces the viewer runs clockwise in these coordinates.
        let (second, third) = isBack ? (b, c) : (c, b)
        let xs = SIMD3(a.x, second.x, third.x)
        let ys = SIMD3(a.y, second.y, third.y)
        let twice =
            Int64(xs[1] &- xs[0]) * Int64(ys[2] &- ys[0]) - Int64(xs[2] &- xs[0]) * Int64(ys[1] &- ys[0])
        guard twice > 0 else { return nil }
        x = xs
        y = ys
        self.corners = isBack ? corners : SIMD3(corners.x, corners.z, corners.y)
        inverse = SIMD3(a.inverse, second.inverse, third.inverse)
        // In double precision: what is cut just before the viewer may reach to the horizon.
        let (dx1, dy1) = (Double(xs[1] &- xs[0]) / 256, Double(ys[1] &- ys[0]) / 256)
        let (dx2, dy2) = (Double(xs[2] &- xs[0]) / 256, Double(ys[2] &- ys[0]) / 256)
        let d1 = Double(second.nearness) - Double(a.nearness)
        let d2 = Double(third.nearness) - Double(a.nearness)
        let scale = 65536 / Double(twice)
        nearness = SIMD3(
            a.nearness, Float((d1 * dy2 - d2 * dy1) * scale), Float((d2 * dx1 - d1 * dx2) * scale))
        self.plane = plane
        self.material = material
        self.isBack = isBack
    }

    /// How much each corner weighs at a point of the picture, with the perspective undone.
    @inline(__always)
    func weights(_ px: Float, _ py: Float) -> SIMD3<Float> {
        let (x0, y0) = (Float(x[0]), Float(y[0]))
        let (dx, dy) = (px * 256 - x0, py * 256 - y0)
        let (dx1, dy1) = (Float(x[1]) - x0, Float(y[1]) - y0)
        let (dx2, dy2) = (Float(x[2]) - x0, Float(y[2]) - y0)
        let scale = 1 / (dx1 * dy2 - dx2 * dy1)
        var (second, third) = ((dx * dy2 - dx2 * dy) * scale, (dx1 * dy - dx * dy1) * scale)
        var first = 1 - second - third
        if !(first >= 0 && second >= 0 && third >= 0) {
            // The point may lie beside a sliver, whose weights change by thousands a pixel: the nearest point of the
            // triangle stands for it.
            func nearest(_ x: Float, _ y: Float, _ edgeX: Float, _ edgeY: Float) -> (share: Float, away: Float) {
                let share = min(max((x * edgeX + y * edgeY) / max(edgeX * edgeX + edgeY * edgeY, 1), 0), 1)
                let (left, below) = (x - share * edgeX, y - share * edgeY)
                return (share, left * left + below * below)
            }
            let a = nearest(dx, dy, dx1, dy1)
            let b = nearest(dx, dy, dx2, dy2)
            let c = nearest(dx - dx1, dy - dy1, dx2 - dx1, dy2 - dy1)
            if c.away < min(a.away, b.away) {
                (first, second, third) = (0, 1 - c.share, c.share)
            } else if b.away < a.away {
                (first, second, third) = (1 - b.share, 0, b.share)
            } else {
                (first, second, third) = (1 - a.share, a.share, 0)
            }
        }
        let weights = SIMD3(first, second, third) * inverse
        return weights / max(weights.sum(), 1e-12)
    }
}
