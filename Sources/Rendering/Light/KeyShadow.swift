import Assets
import CKernels
import SceneGraph

/// Depths seen from a large distant light, for shadows that are crisp where things touch and soften with distance
/// (R. Fernando, "Percentage-Closer Soft Shadows", SIGGRAPH 2005 sketches).
struct KeyShadow: Sendable {
    static var side: Int { 1024 }
    private static var cell: Int { 8 }
    private static var cells: Int { side / cell }
    /// The widest half shadow that is drawn, texels; two cells around a point must cover it.
    private static var widest: Float { 13 }

    /// Unit vector toward the light.
    let toLight: SIMD3<Float>
    private let u: SIMD3<Float>
    private let v: SIMD3<Float>
    private let origin: SIMD2<Float>
    /// Texels in a metre.
    private let scale: Float
    /// Tangent of half of the angle that the light takes in the sky.
    private let breadth: Float
    /// Distance along the light's way of the first thing that it meets; infinite where there is none.
    private let depths: FixedArray<Float>
    /// Every second depth of every second row, for broad soft edges.
    private let halves: FixedArray<Float>
    /// The least and the greatest depth in each cell of 8 x 8 texels and two around it: before the one there is only
    /// light, behind the other only shade, and nothing needs to be filtered.
    private let ranges: FixedArray<SIMD2<Float>>
    /// The least depth in each cell and one around it.
    private let closest: FixedArray<Float>

    init(
        _ casters: LightCasters, room: Vector3, toLight: SIMD3<Float>, breadth: Float = 0.09,
        form: RenderingForm = .best
    ) {
        self.toLight = toLight
        self.breadth = breadth
        let frame = LightFrame(room: room, toLight: toLight, side: Self.side, turned: true)
        let (u, v, origin, scale) = (frame.u, frame.v, frame.origin, frame.scale)
        self.u = u
        self.v = v
        self.scale = scale
        self.origin = origin
        // Rows are read in vectors that may reach a little beyond the last.
        let depths = FixedArray<Float>(repeating: .infinity, count: Self.side * Self.side + 64) { map in
            if let set = form.kernelSet {
                var view = ck_raster_shadow()
                (view.to_light, view.u, view.v) = (toLight.members, u.members, v.members)
                (view.origin, view.scale, view.side) = ((origin.x, origin.y), scale, Int32(Self.side))
                for part in casters.parts where Self.casts(casters.materials[Int(part.owner)]) {
                    ck_light_shade(
                        set, &view, casters.rows, casters.corners.base, part.triangles.lowerBound,
                        part.triangles.upperBound, map)
                }
                return
            }
            func place(_ point: SIMD3<Float>) -> SIMD3<Float> {
                SIMD3((point.inner(u) - origin.x) * scale, (point.inner(v) - origin.y) * scale, -point.inner(toLight))
            }
            for part in casters.parts where Self.casts(casters.materials[Int(part.owner)]) {
                for number in part.triangles {
                    let corners = casters.triangle(number)
                    Self.draw((place(corners.0), place(corners.1), place(corners.2)), into: map)
                }
            }
        }
        self.depths = depths
        halves = FixedArray(count: Self.side * Self.side / 4 + 64) { halves in
            (halves + Self.side * Self.side / 4).initialize(repeating: .infinity, count: 64)
            for row in 0..<Self.side / 2 {
                let line = depths.base + 2 * row * Self.side
                for column in 0..<Self.side / 2 { halves[row * Self.side / 2 + column] = line[2 * column] }
            }
        }
        (ranges, closest) = Self.ranges(depths)
    }

    /// Glass hardly shades, and what glows is not in its own way.
    private static func casts(_ material: StudioMaterial) -> Bool {
        !(material.isBlended && material.colour.w < 0.6 || material.emission > 0.5)
    }

    /// Keeps the least depth of every texel whose centre lies in a triangle (x and y in texels), whichever way round
    /// it runs: row by row between its edges.
    private static func draw(
        _ corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), into map: UnsafeMutablePointer<Float>
    ) {
        let (a, b, c) = corners
        let low = pointwiseMin(pointwiseMin(a, b), c)
        let high = pointwiseMax(pointwiseMax(a, b), c)
        let limit = Float(side) - 1
        guard high.x >= 0, high.y >= 0, low.x <= limit, low.y <= limit else { return }
        let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
        guard abs(area) > 1e-8 else { return }
        let slopeX = ((b.z - a.z) * (c.y - a.y) - (c.z - a.z) * (b.y - a.y)) / area
        let slopeY = ((c.z - a.z) * (b.x - a.x) - (b.z - a.z) * (c.x - a.x)) / area
        let first = Int(max(low.y - 0.5, 0).rounded(.up))
        let last = Int(min(high.y - 0.5, limit).rounded(.down))
        guard first <= last else { return }
        for row in first...last {
            let y = Float(row) + 0.5
            var (from, to) = (Float.infinity, -Float.infinity)
            for (p, q) in [(a, b), (b, c), (c, a)] where (p.y <= y) != (q.y <= y) {
                let x = p.x + (q.x - p.x) * ((y - p.y) / (q.y - p.y))
                from = min(from, x)
                to = max(to, x)
            }
            guard from <= to, from <= limit, to >= 0 else { continue }
            let left = Int(max(from - 0.5, 0).rounded(.up))
            let right = Int(max(min(to - 0.5, limit), -1).rounded(.down))
            guard left <= right else { continue }
            var depth = a.z + (Float(left) + 0.5 - a.x) * slopeX + (y - a.y) * slopeY
            let line = map + row * side
            for column in left...right {
                if depth < line[column] { line[column] = depth }
                depth += slopeX
            }
        }
    }

    private static func ranges(_ depths: FixedArray<Float>) -> (FixedArray<SIMD2<Float>>, FixedArray<Float>) {
        let (low, high) = (Float.infinity, -Float.infinity)
        var own = [SIMD2<Float>](repeating: SIMD2(low, high), count: cells * cells)
        for y in 0..<cells {
            for x in 0..<cells {
                let start = UnsafeRawPointer(depths.base + y * cell * side + x * cell)
                var (least, most) = (SIMD8<Float>(repeating: low), SIMD8<Float>(repeating: high))
                for row in 0..<cell {
                    let line = start.loadUnaligned(
                        fromByteOffset: row * side * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
                    least = least.replacing(with: line, where: line .< least)
                    most = most.replacing(with: line, where: line .> most)
                }
                own[y * cells + x] = SIMD2(least.min(), most.max())
            }
        }
        let closest = FixedArray<Float>(repeating: low, count: cells * cells) { closest in
            for y in 0..<cells {
                for x in 0..<cells {
                    for row in max(0, y - 1)...min(cells - 1, y + 1) {
                        for column in max(0, x - 1)...min(cells - 1, x + 1) {
                            closest[y * cells + x] = min(closest[y * cells + x], own[row * cells + column].x)
                        }
                    }
                }
            }
        }
        // First along the rows, then along the columns.
        var wide = own
        for y in 0..<cells {
            for x in 0..<cells {
                for other in max(0, x - 2)...min(cells - 1, x + 2) {
                    wide[y * cells + x].x = min(wide[y * cells + x].x, own[y * cells + other].x)
                    wide[y * cells + x].y = max(wide[y * cells + x].y, own[y * cells + other].y)
                }
            }
        }
        let ranges = FixedArray(repeating: SIMD2(low, high), count: cells * cells) { around in
            for y in 0..<cells {
                for other in max(0, y - 2)...min(cells - 1, y + 2) {
                    for x in 0..<cells {
                        around[y * cells + x].x = min(around[y * cells + x].x, wide[other * cells + x].x)
                        around[y * cells + x].y = max(around[y * cells + x].y, wide[other * cells + x].y)
                    }
                }
            }
        }
        return (ranges, closest)
    }

    /// The map as the vector kernels read it; it must outlive them.
    var kernelForm: ck_raster_shadow {
        ck_raster_shadow(
            to_light: (toLight.x, toLight.y, toLight.z), u: (u.x, u.y, u.z), v: (v.x, v.y, v.z),
            origin: (origin.x, origin.y), scale: scale, breadth: breadth, depths: depths.base, halves: halves.base,
            ranges: UnsafeRawPointer(ranges.base).assumingMemoryBound(to: Float.self), closest: closest.base,
            side: Int32(Self.side), cell: Int32(Self.cell))
    }

    /// How much of the light reaches a point of a surface, 0 to 1.
    func visibility(_ point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
        let texel = 1 / scale
        let lifted = point + normal * (texel * 1.6 + 0.002)
        let x = (lifted.inner(u) - origin.x) * scale - 0.5
        let y = (lifted.inner(v) - origin.y) * scale - 0.5
        let bound = Float(Self.side) - 18
        guard x >= 17, y >= 17, x < bound, y < bound else { return 1 }
        let depth = -lifted.inner(toLight) - (texel * 1.3 + 0.004)
        let (column, row) = (Int(x), Int(y))
        let range = ranges.base[row / Self.cell * Self.cells + column / Self.cell]
        guard depth > range.x else { return 1 }
        guard depth <= range.y else { return 0 }
        let middle = depths.base + row * Self.side + column
        // How far the things in the way are, on a coarse grid around the point.
        var (sum, count) = (Float(0), Float(0))
        var dy = -12
        while dy <= 12 {
            let line = middle + dy &* Self.side
            var dx = -12
            while dx <= 12 {
                if line[dx] < depth {
                    sum += line[dx]
                    count += 1
                }
                dx &+= 6
            }
            dy &+= 6
        }
        var radius: Float = 1.6
        if count > 0 { radius = min(max((depth - sum / count) * breadth * scale, 1.6), Self.widest) }
        return filtered(middle, depth, x - Float(column), y - Float(row), radius)
    }

    /// A window of texels under a tent: the fractions slide it, so that the edge has no steps.
    @inline(__always)
    private func filtered(
        _ middle: UnsafePointer<Float>, _ depth: Float, _ fx: Float, _ fy: Float, _ radius: Float
    ) -> Float {
        let reach = Int(radius.rounded(.up))
        // Rows are read in eights from the left end of the window; what lies beyond its right end weighs nothing.
        let groups = (2 * reach + 2 + 7) / 8
        let lanes = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
        let first = Float(-reach) - fx
        var (lit, whole) = (SIMD8<Float>(), SIMD8<Float>())
        for group in 0..<groups {
            let offsets = lanes + (first + Float(8 * group))
            let tent = radius - offsets.replacing(with: offsets * -1, where: offsets .< 0)
            let across = tent.replacing(with: 0, where: tent .< 0)
            for dy in -reach...(reach + 1) {
                let weights = across * max(radius - abs(Float(dy) - fy), 0)
                let line = UnsafeRawPointer(middle + dy * Self.side - reach + 8 * group)
                let depths = line.loadUnaligned(as: SIMD8<Float>.self)
                whole += weights
                lit += weights.replacing(with: 0, where: depths .< depth)
            }
        }
        return lit.sum() / max(whole.sum(), 1e-6)
    }
}
