/// Lines and discs with soft edges over finished RGB pixels.
struct InkCanvas {
    /// An sRGB colour.
    typealias Ink = SIMD3<Double>

    let pixels: UnsafeMutablePointer<UInt8>
    let width: Int
    let height: Int

    /// Draws lines of one ink as one shape, so that where they cross nothing is drawn twice.
    /// - Parameter breadth: of the lines, pixels.
    func stroke(_ lines: [[SIMD2<Double>]], breadth: Double, ink: Ink, opacity: Double = 1) {
        let margin = breadth / 2 + 1
        var (low, high) = (SIMD2<Double>(repeating: .infinity), SIMD2<Double>(repeating: -.infinity))
        for point in lines.joined() where point.x.isFinite && point.y.isFinite {
            low = pointwiseMin(low, point)
            high = pointwiseMax(high, point)
        }
        guard low.x <= high.x else { return }
        let limit = SIMD2(Double(width - 1), Double(height - 1))
        guard high.x + margin >= 0, high.y + margin >= 0, low.x - margin <= limit.x, low.y - margin <= limit.y else {
            return
        }
        let from = pointwiseMax(low - margin, .zero)
        let to = pointwiseMin(high + margin, limit)
        let (left, top, right, bottom) = (Int(from.x), Int(from.y), Int(to.x), Int(to.y))
        let columns = right - left + 1
        var mask = [Float](repeating: 0, count: columns * (bottom - top + 1))
        for line in lines {
            for index in 0..<max(line.count - 1, 0) {
                Self.cover(line[index], line[index + 1], breadth, (left, top, right, bottom), &mask)
            }
        }
        for row in top...bottom {
            for column in left...right {
                let share = Double(mask[(row - top) * columns + column - left]) * opacity
                if share > 0 { mix(column, row, ink, share) }
            }
        }
    }

    /// Raises a mask to how far a line with round ends covers each pixel.
    private static func cover(
        _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ breadth: Double, _ area: (Int, Int, Int, Int), _ mask: inout [Float]
    ) {
        let (half, way) = (breadth / 2, b - a)
        let square = (way * way).sum()
        let (low, high) = (pointwiseMin(a, b) - half - 1, pointwiseMax(a, b) + half + 1)
        let x0 = max(Int(max(low.x, -1e6).rounded(.down)), area.0)
        let x1 = min(Int(min(high.x, 1e6)), area.2)
        let y0 = max(Int(max(low.y, -1e6).rounded(.down)), area.1)
        let y1 = min(Int(min(high.y, 1e6)), area.3)
        guard x0 <= x1, y0 <= y1 else { return }
        for row in y0...y1 {
            for column in x0...x1 {
                let offset = SIMD2(Double(column) + 0.5, Double(row) + 0.5) - a
                let along = square > 0 ? min(max((offset * way).sum() / square, 0), 1) : 0
                let away = offset - way * along
                let share = min(max(half + 0.5 - (away * away).sum().squareRoot(), 0), 1)
                let index = (row - area.1) * (area.2 - area.0 + 1) + column - area.0
                mask[index] = max(mask[index], Float(share))
            }
        }
    }

    /// Fills a bar with round ends: `half` of its sides around its middle.
    func bar(_ middle: SIMD2<Double>, half: SIMD2<Double>, ink: Ink, opacity: Double) {
        let reach = max(half.x - half.y, 0)
        let (left, right) = (middle - SIMD2(reach, 0), middle + SIMD2(reach, 0))
        stroke([[left, right]], breadth: 2 * min(half.x, half.y), ink: ink, opacity: opacity)
    }

    private func mix(_ x: Int, _ y: Int, _ ink: Ink, _ share: Double) {
        let target = pixels + (y * width + x) * 3
        for channel in 0..<3 {
            let value = Double(target[channel])
            target[channel] = UInt8(min(max(value + (ink[channel] - value) * share + 0.5, 0), 255))
        }
    }
}
