import SceneGraph

/// SceneEval's opening clearance (its release 1.1): what stands before doors and windows.
///
/// Before each opening, on the sides that are over the floor, lies a box: as wide and high as the opening, and as deep
/// as a door's width or half a metre for a window, and half the wall's thickness of 1 mm. The objects whose boxes reach
/// into it are drawn onto the opening, 100 pixels a metre: those of their triangles that reach into its depth. The
/// occlusion is the drawn part of the opening.
///
/// SceneEval looks for points of the objects' boxes in the clearance box, which misses thin contacts by chance; here
/// the boxes themselves are compared.
public struct SceneEvalOpenings: Hashable, Sendable {
    /// One side of an opening.
    public struct Side: Hashable, Sendable {
        /// The opening by its place.
        public let opening: Int
        /// The way from the opening into the room.
        public let direction: SIMD2<Double>
        /// The objects in the clearance box, by place, and the part of the opening that each hides.
        public let occlusions: [Int: Double]
        /// The part that all of them hide.
        public let occlusion: Double
        public var isOccluded: Bool { occlusions.values.contains { $0 > 0 } }
    }

    static let pixelsPerMetre = 100.0
    static let wallThickness = 0.001
    static let windowDepth = 0.5
    /// How far from the opening it is looked whether there is floor.
    static let probe = 0.1
    /// The largest side of an opening's picture.
    static let maximumPixels = 4096.0

    public let sides: [Side]

    /// Measures a scene.
    public init(_ scene: MetricScene) {
        let level = scene.floorLevel
        sides = scene.openings.enumerated().flatMap { index, opening in
            [SIMD2(-opening.along.y, opening.along.x), SIMD2(opening.along.y, -opening.along.x)].compactMap { way in
                guard scene.floor.contains(opening.foot + way * Self.probe) else { return nil }
                return Self.side(index, opening, way, scene, level)
            }
        }
    }

    private static func side(
        _ index: Int, _ opening: MetricOpening, _ way: SIMD2<Double>, _ scene: MetricScene, _ level: Double
    ) -> Side {
        let depth = (opening.kind == .door ? opening.width : windowDepth) + wallThickness / 2
        let middle = opening.foot + way * (depth / 2)
        let clearance = OrientedBox(
            front: way, half: Vector3(x: opening.width / 2, y: depth / 2, z: opening.height / 2),
            center: Vector3(x: middle.x, y: middle.y, z: level + opening.bottom + opening.height / 2))
        let columns = Int(min(maximumPixels, (opening.width * pixelsPerMetre).rounded(.up)))
        let rows = Int(min(maximumPixels, (opening.height * pixelsPerMetre).rounded(.up)))
        var all = PixelCanvas(columns: columns, rows: rows)
        var occlusions: [Int: Double] = [:]
        for (place, object) in scene.objects.enumerated() where object.box.depth(in: clearance) > 0 {
            var canvas = PixelCanvas(columns: columns, rows: rows)
            // u along the opening, v into the room, w down from its upper edge.
            let flat = object.mesh.points.map { point -> SIMD3<Double> in
                let offset = SIMD2(point.x, point.y) - opening.foot
                return SIMD3(
                    (offset * opening.along).sum() + opening.width / 2, (offset * way).sum(),
                    level + opening.bottom + opening.height - point.z)
            }
            var drawn = false
            for triangle in object.mesh.triangles {
                let corners = [flat[Int(triangle.x)], flat[Int(triangle.y)], flat[Int(triangle.z)]]
                let depths = corners.map(\.y)
                guard let least = depths.min(), let most = depths.max(), least <= depth, most >= 0 else { continue }
                drawn = true
                canvas.fill(
                    corners.map { corner in
                        SIMD2(corner.x * pixelsPerMetre, corner.z * pixelsPerMetre).rounded(.towardZero)
                    })
            }
            guard drawn else { continue }
            occlusions[place] = canvas.share
            all.add(canvas)
        }
        return Side(opening: index, direction: way, occlusions: occlusions, occlusion: all.share)
    }
}

/// A small picture of set and unset pixels.
struct PixelCanvas: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private var pixels: [Bool]

    init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
        pixels = [Bool](repeating: false, count: self.columns * self.rows)
    }

    /// The part that is set.
    var share: Double { Double(pixels.count { $0 }) / Double(pixels.count) }

    mutating func add(_ other: PixelCanvas) {
        for index in pixels.indices where other.pixels[index] { pixels[index] = true }
    }

    /// Sets the pixels within half a pixel of a triangle with corners in pixels.
    mutating func fill(_ corners: [SIMD2<Double>]) {
        let polygon = FloorPolygon.hull(of: corners)
        guard let first = polygon.corners.first else { return }
        let low = polygon.corners.reduce(first, pointwiseMin)
        let high = polygon.corners.reduce(first, pointwiseMax)
        let edges = FloorArea.edges(polygon.corners)
        let across = FloorMap.pixels(from: low.x, through: high.x, of: columns)
        for row in FloorMap.pixels(from: low.y, through: high.y, of: rows) {
            for column in across {
                let place = row * columns + column
                guard !pixels[place] else { continue }
                let point = SIMD2(Double(column), Double(row))
                pixels[place] =
                    polygon.excess(of: point) <= 0
                    || edges.contains { FloorArea.distance(point, $0.start, $0.end) <= 0.5 + 1e-9 }
            }
        }
    }
}
