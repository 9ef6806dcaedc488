import SceneGraph

/// A floor seen from above on 256 x 256 pixels, as SceneEval and PhyScene draw it.
///
/// The middle of the floor is pixel (128, 128); 128 pixels are the farthest corner's larger coordinate and a margin of
/// 0.2 m. Coordinates are cut to whole pixels toward the middle. A pixel is part of what has its point in it or on
/// its edge.
struct FloorMap: Sendable {
    static let resolution = 256
    static let robotWidth = 0.2
    static let margin = 0.2
    /// Objects whose middle is higher are not in the way.
    static let heightLimit = 2.0

    private let center: SIMD2<Double>
    /// Metres for 128 pixels.
    let scale: Double
    /// A robot's width in whole pixels.
    let robotPixels: Int
    /// Whether each pixel is floor that a robot can stand on, objects aside.
    private(set) var floor: [Bool]

    /// The map of a floor; nil where there is none.
    init?(_ area: FloorArea) {
        guard let bounds = area.bounds else { return nil }
        center = bounds.low + (bounds.high - bounds.low) / 2
        let reach = (bounds.high - bounds.low) / 2
        scale = max(reach.x, reach.y) + Self.margin
        robotPixels = Int(Self.robotWidth / scale * Double(Self.resolution / 2))
        floor = [Bool](repeating: false, count: Self.resolution * Self.resolution)
        for polygon in area.polygons {
            let drawn = FloorArea([polygon.map(pixel)])
            for row in 0..<Self.resolution {
                for column in 0..<Self.resolution where drawn.contains(SIMD2(Double(column), Double(row))) {
                    floor[row * Self.resolution + column] = true
                }
            }
        }
        floor = Self.eroded(floor, by: robotPixels)
    }

    /// A place on the floor in whole pixels.
    func pixel(_ point: SIMD2<Double>) -> SIMD2<Double> {
        let half = Double(Self.resolution / 2)
        let offset = (point - center) / scale * half
        return SIMD2(offset.x.rounded(.towardZero) + half, (-offset.y).rounded(.towardZero) + half)
    }

    /// A box's footprint: its middle and its sides in whole pixels, the corners cut once more.
    func footprint(_ box: OrientedBox) -> FloorPolygon {
        let half = Double(Self.resolution / 2)
        func length(_ metres: Double) -> Double { (metres / scale * half).rounded(.towardZero) }
        let middle = pixel(box.place)
        let right = SIMD2(box.right.x, -box.right.y) * (length(2 * box.half.x) / 2)
        let front = SIMD2(box.front.x, -box.front.y) * (length(2 * box.half.y) / 2)
        let corners = [middle - right - front, middle + right - front, middle + right + front, middle - right + front]
        return .hull(of: corners.map { $0.rounded(.towardZero) })
    }

    /// Calls for each pixel within a distance of a polygon of whole pixels.
    static func forEachPixel(within distance: Double, of polygon: FloorPolygon, _ body: (Int) -> Void) {
        guard let first = polygon.corners.first else { return }
        let low = polygon.corners.reduce(first, pointwiseMin) - distance
        let high = polygon.corners.reduce(first, pointwiseMax) + distance
        let edges = FloorArea.edges(polygon.corners)
        let columns = pixels(from: low.x, through: high.x, of: resolution)
        for row in pixels(from: low.y, through: high.y, of: resolution) {
            for column in columns {
                let point = SIMD2(Double(column), Double(row))
                let isNear =
                    polygon.excess(of: point) <= 0
                    || edges.contains { FloorArea.distance(point, $0.start, $0.end) <= distance + 1e-9 }
                if isNear { body(row * resolution + column) }
            }
        }
    }

    /// The whole numbers from one coordinate through another, of those of so many pixels.
    static func pixels(from low: Double, through high: Double, of count: Int) -> Range<Int> {
        let start = Int(min(Double(count), max(0, low.rounded(.up))))
        let end = Int(min(Double(count - 1), max(-1, high.rounded(.down)))) + 1
        return start..<max(start, end)
    }

    /// What is left when a square slides over the picture and all under it must be set; beyond its edge all is.
    private static func eroded(_ pixels: [Bool], by width: Int) -> [Bool] {
        guard width > 1 else { return pixels }
        let before = width / 2
        let after = width - 1 - before
        func pass(_ source: [Bool], _ step: Int, _ line: Int) -> [Bool] {
            var result = source
            for outer in 0..<resolution {
                for inner in 0..<resolution {
                    let range = max(0, inner - before)...min(resolution - 1, inner + after)
                    result[outer * line + inner * step] = range.allSatisfy { source[outer * line + $0 * step] }
                }
            }
            return result
        }
        return pass(pass(pixels, 1, resolution), resolution, 1)
    }
}
