/// SceneEval's NAV (arXiv 2503.14756), which is PhyScene's walkable rate (arXiv 2404.09465): how much of the free floor
/// hangs together.
///
/// On the map of the floor (`FloorMap`) the floor is eroded by a robot's width of 0.2 m, and the boxes of all objects
/// whose middle is not above 2 m are drawn with half that width around them. The largest part of what is left, by
/// eight neighbours, over all of it.
public struct SceneEvalNavigability: Hashable, Sendable {
    /// 0...1; 0 where nothing is left.
    public let value: Double
    /// How many parts there are.
    public let components: Int
    /// Whether a robot in the largest part can come up to each object that stands on the floor; nil for others.
    public let isReachable: [Bool?]

    /// How high an object's foot may be above the floor to stand on it, in metres.
    private static let footLimit = 0.1

    /// Measures a scene.
    public init(_ scene: MetricScene) {
        guard let map = FloorMap(scene.floor) else {
            (value, components, isReachable) = (0, 0, scene.objects.map { _ in nil })
            return
        }
        let level = scene.floorLevel
        let inset = Double(map.robotPixels) / 2
        var free = map.floor
        let footprints = scene.objects.map { map.footprint($0.box) }
        for (object, footprint) in zip(scene.objects, footprints)
        where object.box.center.z - level <= FloorMap.heightLimit {
            FloorMap.forEachPixel(within: inset, of: footprint) { free[$0] = false }
        }
        let parts = PixelParts(free, width: FloorMap.resolution)
        components = parts.sizes.count
        let all = parts.sizes.reduce(0, +)
        let largest = parts.sizes.indices.max { (parts.sizes[$0], -$0) < (parts.sizes[$1], -$1) }
        value = largest.map { Double(parts.sizes[$0]) / Double(all) } ?? 0
        isReachable = zip(scene.objects, footprints).map { object, footprint in
            guard object.box.bottom - level <= Self.footLimit, 2 * object.box.half.z > PhysicalTolerances.covering
            else { return nil }
            var isReached = false
            // The next pixel beside what the object takes may lie across a corner.
            FloorMap.forEachPixel(within: inset + 2.0.squareRoot(), of: footprint) { pixel in
                if let largest, parts.labels[pixel] == Int32(largest) { isReached = true }
            }
            return isReached
        }
    }
}

/// The parts of a picture's set pixels that hang together by eight neighbours.
struct PixelParts: Sendable {
    /// The part of each pixel; -1 for those that are not set.
    let labels: [Int32]
    /// The pixels of each part.
    let sizes: [Int]

    init(_ pixels: [Bool], width: Int) {
        var labels = [Int32](repeating: -1, count: pixels.count)
        var sizes: [Int] = []
        var open: [Int] = []
        for start in pixels.indices where pixels[start] && labels[start] < 0 {
            let label = Int32(sizes.count)
            labels[start] = label
            open.append(start)
            var size = 0
            while let pixel = open.popLast() {
                size += 1
                let column = pixel % width
                for across in max(0, column - 1)...min(width - 1, column + 1) {
                    for line in [pixel - column - width, pixel - column, pixel - column + width] {
                        let next = line + across
                        guard line >= 0, next < pixels.count, pixels[next], labels[next] < 0 else { continue }
                        labels[next] = label
                        open.append(next)
                    }
                }
            }
            sizes.append(size)
        }
        self.labels = labels
        self.sizes = sizes
    }
}
