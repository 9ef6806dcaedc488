import SceneGraph

/// The measures of a plan's sheet in SVG units: y down, the room's north-west corner at the origin.
struct PlanSheet {
    /// Units a metre.
    let scale: Double
    /// The room.
    let size: SIMD2<Double>
    /// The size of letters.
    let letter: Double
    /// Thickness of walls and of thin lines.
    let wall: Double
    let line: Double
    /// Corners of the sheet without its legend.
    let low: SIMD2<Double>
    let high: SIMD2<Double>
    /// Where the dimension lines run: below the plan and right of it.
    let dimensionFoot: Double
    let dimensionSide: Double

    init(_ request: RenderRequest) {
        let room = request.room.size
        let longest = max(room.x, room.y)
        scale = min(100, 4000 / longest)
        size = SIMD2(room.x, room.y) * scale
        letter = max(11, 0.031 * longest * scale)
        wall = max(6, 0.014 * longest * scale)
        line = max(1, 0.0026 * longest * scale)
        // Things outside of the room widen the sheet, by half of the room's diagonal at most.
        let reach = (size * size).sum().squareRoot() / 2
        var (low, high) = (SIMD2<Double>.zero, size)
        for item in request.items {
            let box = OrientedBox(item)
            let from = SIMD2(box.low.x, room.y - box.high.y) * scale
            let to = SIMD2(box.high.x, room.y - box.low.y) * scale
            guard to.x > -reach, to.y > -reach, from.x < size.x + reach, from.y < size.y + reach else {
                continue
            }
            low = pointwiseMin(low, pointwiseMax(from, SIMD2(repeating: -reach)))
            high = pointwiseMax(high, pointwiseMin(to, size + reach))
        }
        dimensionFoot = high.y + wall + letter * 1.1
        dimensionSide = high.x + wall + letter * 1.1
        self.low = low - SIMD2(letter * 2.6 + wall, letter * 1.6 + wall)
        self.high = SIMD2(dimensionSide, dimensionFoot) + letter * 2
    }

    /// A place of the floor plane on the sheet.
    func place(_ point: SIMD2<Double>) -> SIMD2<Double> { SIMD2(point.x * scale, size.y - point.y * scale) }

    /// How wide a text is at most, in a sans-serif face: narrow scripts at 0.6 em, wide ones at 1.05 em a letter.
    func width(of text: String, letter: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 0.6 : 1.05) } * letter
    }
}

/// An upright rectangle on the sheet.
struct PlanBox: Hashable {
    var centre: SIMD2<Double>
    var half: SIMD2<Double>

    func overlaps(_ other: PlanBox) -> Bool {
        let (gap, reach) = (centre - other.centre, half + other.half)
        return abs(gap.x) < reach.x && abs(gap.y) < reach.y
    }

    func isInside(from low: SIMD2<Double>, to high: SIMD2<Double>) -> Bool {
        let (least, most) = (centre - half, centre + half)
        return least.x >= low.x && least.y >= low.y && most.x <= high.x && most.y <= high.y
    }
}
