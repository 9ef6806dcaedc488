import Assets
import Dispatch
import Foundation

/// How much of the light from all around is kept from each spot of the picture by what is close to it: the fine shade
/// in seams and where things touch, which the light field's cubes are too large for.
///
/// From the nearness of a coarser picture, as in screen-space ambient occlusion (M. Mittring, "Finding Next Gen: CryEngine
/// 2", SIGGRAPH 2007 courses), with the horizon in each direction weighed as by L. Bavoil et al. ("Image-Space
/// Horizon-Based Ambient Occlusion", SIGGRAPH 2008 talks).
struct OcclusionMap: Sendable {
    /// Pixels of the picture along one spot of the map.
    let step: Int
    let width: Int
    let height: Int
    private let depths: FixedArray<Float>
    private let open: FixedArray<Float>

    /// How far things shade each other, metres.
    private static let reach: Float = 0.28

    /// Pixels along one spot of the map of a picture.
    static func step(width: Int, height: Int) -> Int { max(width, height) > 1800 ? 4 : 2 }

    init(_ frame: StudioFrame) {
        step = Self.step(width: frame.width, height: frame.height)
        width = (frame.width + step - 1) / step
        height = (frame.height + step - 1) / step
        depths = Self.depths(frame, step: step, width: width, height: height)
        let raw = Self.raw(depths, frame.camera, step: step, width: width, height: height)
        open = Self.smoothed(raw, depths, width: width, height: height)
    }

    /// The openness of a pixel at a depth: of the four spots around it, those that lie as deep.
    @inline(__always)
    func openness(x: Float, y: Float, depth: Float) -> Float {
        let u = min(max(x / Float(step) - 0.5, 0), Float(width - 1))
        let v = min(max(y / Float(step) - 0.5, 0), Float(height - 1))
        let (column, row) = (Int(u), Int(v))
        let (fx, fy) = (u - Float(column), v - Float(row))
        let (right, below) = (min(column + 1, width - 1), min(row + 1, height - 1))
        let places = SIMD4<Int>(
            row * width + column, row * width + right, below * width + column, below * width + right)
        let spots = SIMD4(
            depths.base[places[0]], depths.base[places[1]], depths.base[places[2]], depths.base[places[3]])
        let values = SIMD4(open.base[places[0]], open.base[places[1]], open.base[places[2]], open.base[places[3]])
        let away = spots - depth
        let near = SIMD4<Float>(repeating: 1) / (0.0004 + (away * away) * (60 / max(depth, 0.1)))
        let weights = SIMD4((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy) * near + 1e-9
        return (values * weights).sum() / weights.sum()
    }

    private static func depths(
        _ frame: StudioFrame, step: Int, width: Int, height: Int
    ) -> FixedArray<Float> {
        let bins = frame.opaque
        return FixedArray(repeating: 1e9, count: width * height) { map in
            let canvas = SharedMemory(map)
            DispatchQueue.concurrentPerform(iterations: bins.columns * bins.rows) { tile in
                let side = TriangleBins.side
                let (left, top) = (tile % bins.columns * side, tile / bins.columns * side)
                let (right, bottom) = (min(left + side, frame.width) - 1, min(top + side, frame.height) - 1)
                // A tile's spots: the middles of squares of `step` pixels, four beside each other at a time.
                let across = side / step
                withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: across * across / 4) { near in
                    near.initialize(repeating: .zero)
                    let spread = SIMD4<Float>(0, 1, 2, 3) * Float(step) + Float(step) / 2
                    for entry in Int(bins.starts.base[tile])..<Int(bins.starts.base[tile + 1]) {
                        let triangle = bins.triangles.base[Int(bins.entries.base[entry])]
                        guard
                            let filler = TileFiller(triangle, left: left, top: top, right: right, bottom: bottom)
                        else { continue }
                        for row in filler.rows.lowerBound / step...filler.rows.upperBound / step {
                            let y = SIMD4<Float>(repeating: (Float(row) + 0.5) * Float(step))
                            for group in filler.columns.lowerBound / (4 * step)...filler.columns.upperBound / (4 * step)
                            {
                                let (inside, nearness) = filler.cover(spread + Float(4 * step * group), y)
                                let index = row * (across / 4) + group
                                let seen = inside .& (nearness .> near[index])
                                near[index].replace(with: nearness, where: seen)
                            }
                        }
                    }
                    for row in 0...(bottom - top) / step {
                        for column in 0...(right - left) / step {
                            let nearness = near[row * (across / 4) + column / 4][column % 4]
                            let place = (top / step + row) * width + left / step + column
                            canvas.base[place] = nearness > 0 ? frame.camera.depth(nearness: nearness) : 1e9
                        }
                    }
                }
            }
        }
    }

    private static func raw(
        _ depths: FixedArray<Float>, _ camera: ViewProjection, step: Int, width: Int, height: Int
    ) -> FixedArray<Float> {
        let focal = camera.focal / Float(step)
        let isFlat = camera.isOrthographic
        let (halfWidth, halfHeight) = (camera.halfWidth / Float(step), camera.halfHeight / Float(step))
        @Sendable @inline(__always) func point(_ x: Int, _ y: Int, _ depth: Float) -> SIMD3<Float> {
            let scale = isFlat ? 1 / focal : depth / focal
            return SIMD3((Float(x) + 0.5 - halfWidth) * scale, (Float(y) + 0.5 - halfHeight) * scale, depth)
        }
        return FixedArray(repeating: 1, count: width * height) { map in
            let canvas = SharedMemory(map)
            DispatchQueue.concurrentPerform(iterations: height) { y in
                let line = depths.base + y * width
                for x in 0..<width where line[x] < 1e8 {
                    let depth = line[x]
                    let here = point(x, y, depth)
                    // The surface's slope from the nearer neighbour of each pair, so that edges do not round it.
                    func slope(_ before: Int, _ after: Int, _ from: SIMD3<Float>, _ to: SIMD3<Float>) -> SIMD3<Float> {
                        abs(line[after] - depth) < abs(line[before] - depth) ? to - here : here - from
                    }
                    let (west, east) = (max(x - 1, 0), min(x + 1, width - 1))
                    let (up, down) = (y > 0 ? -width : 0, y < height - 1 ? width : 0)
                    let level = slope(west, east, point(west, y, line[west]), point(east, y, line[east]))
                    let upright = slope(
                        x + up, x + down, point(x, y + (up < 0 ? -1 : 0), line[x + up]),
                        point(x, y + (down > 0 ? 1 : 0), line[x + down]))
                    var normal = level.outer(upright).unit
                    if (isFlat ? normal.z : normal.inner(here)) > 0 { normal = SIMD3<Float>.zero - normal }
                    let radius = min(reach * focal / (isFlat ? 1 : depth), 60)
                    guard radius >= 1 else { continue }
                    // Six ways, turned from spot to spot over a square of 4 x 4, two places along each.
                    let turn = pattern[(y & 3) * 4 + (x & 3)]
                    var sum: Float = 0
                    for way in 0..<6 {
                        let direction = ways[way * 16 + Int(turn)]
                        var most: Float = 0
                        for place in 0..<2 {
                            let length = radius * ((place == 0 ? 0.22 : 0.7) + 0.018 * turn)
                            let column = x + Int((direction.x * length).rounded())
                            let row = y + Int((direction.y * length).rounded())
                            guard column >= 0, row >= 0, column < width, row < height, column != x || row != y else {
                                continue
                            }
                            let other = depths.base[row * width + column]
                            let offset = point(column, row, other) - here
                            let distance = offset.squaredLength.squareRoot()
                            let lift = offset.inner(normal) / max(distance, 1e-6) - 0.09
                            let fade = max(1 - distance / (reach * 1.3), 0)
                            most = max(most, lift * min(fade * 1.8, 1))
                        }
                        sum += most
                    }
                    canvas.base[y * width + x] = max(1 - sum / 6 * 1.35, 0.15)
                }
            }
        }
    }

    /// The turn of each spot in its square of 4 x 4: all sixteen, spread well.
    private static let pattern: [Float] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
    /// Six directions for each of sixteen turns.
    private static let ways: [SIMD2<Float>] = (0..<6).flatMap { way in
        (0..<16).map { turn in
            let angle = (Double(way) + Double(turn) / 16) * .pi / 3
            return SIMD2(Float(cos(angle)), Float(sin(angle)))
        }
    }

    /// Averages over the squares of the pattern, not across edges of depth.
    private static func smoothed(
        _ raw: FixedArray<Float>, _ depths: FixedArray<Float>, width: Int, height: Int
    ) -> FixedArray<Float> {
        FixedArray(repeating: 1, count: width * height) { map in
            let canvas = SharedMemory(map)
            DispatchQueue.concurrentPerform(iterations: height) { y in
                for x in 0..<width {
                    let depth = depths.base[y * width + x]
                    guard depth < 1e8 else { continue }
                    let slack = depth * 0.012 + 0.01
                    var (sum, count) = (Float(0), Float(0))
                    for row in max(y - 2, 0)...min(y + 1, height - 1) {
                        for column in max(x - 2, 0)...min(x + 1, width - 1) {
                            let place = row * width + column
                            guard abs(depths.base[place] - depth) < slack else { continue }
                            sum += raw.base[place]
                            count += 1
                        }
                    }
                    canvas.base[y * width + x] = count > 0 ? sum / count : raw.base[y * width + x]
                }
            }
        }
    }
}
