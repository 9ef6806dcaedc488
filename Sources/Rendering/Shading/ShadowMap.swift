import Assets
import SceneGraph

/// Depths seen from a distant light, for soft shadows by percentage-closer filtering (Reeves, Salesin and Cook,
/// "Rendering antialiased shadows with depth maps", SIGGRAPH 1987).
struct ShadowMap {
    static let side = 512
    private static let cell = 16
    private static let cells = side / cell

    /// Unit vector toward the light.
    let toLight: SIMD3<Float>
    private let u: SIMD3<Float>
    private let v: SIMD3<Float>
    private let origin: SIMD2<Float>
    /// Texels in a metre.
    private let scale: Float
    /// Distance along the light's way of the first thing that it meets; infinite where there is none.
    private let depths: [Float]
    /// The least depth in and around each cell of 16 x 16 texels: before it, nothing needs to be filtered.
    private let nearest: [Float]

    init(stage: Stage, room: Vector3, toLight: SIMD3<Float>) {
        self.toLight = toLight
        let frame = LightFrame(room: room, toLight: toLight, side: Self.side)
        let (u, v, origin, scale) = (frame.u, frame.v, frame.origin, frame.scale)
        self.u = u
        self.v = v
        self.scale = scale
        self.origin = origin

        var depths = [Float](repeating: .infinity, count: Self.side * Self.side)
        depths.withUnsafeMutableBufferPointer { map in
            for caster in stage.casters {
                for start in stride(from: caster.range.lowerBound, to: caster.range.upperBound, by: 3) {
                    // Glass hardly shades.
                    let material = stage.materials[Int(stage.triangleMaterials[start / 3])]
                    if material.surface.opacity < 0.6 { continue }
                    var corners = (SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>())
                    func place(_ index: Int) -> SIMD3<Float> {
                        let point = stage.positions[Int(stage.indices[index])]
                        return SIMD3(
                            (point.dot(u) - origin.x) * scale, (point.dot(v) - origin.y) * scale,
                            -point.dot(toLight))
                    }
                    corners.0 = place(start)
                    corners.1 = place(start + 1)
                    corners.2 = place(start + 2)
                    MapRaster.fill(corners, side: Self.side) { texel, depth in
                        if depth < map[texel] { map[texel] = depth }
                    }
                }
            }
        }
        self.depths = depths
        nearest = Self.nearestDepths(depths)
    }

    private static func nearestDepths(_ depths: [Float]) -> [Float] {
        var least = [Float](repeating: .infinity, count: cells * cells)
        for y in 0..<side {
            for x in 0..<side {
                let index = y / cell * cells + x / cell
                least[index] = min(least[index], depths[y * side + x])
            }
        }
        var around = least
        for y in 0..<cells {
            for x in 0..<cells {
                for dy in max(0, y - 1)...min(cells - 1, y + 1) {
                    for dx in max(0, x - 1)...min(cells - 1, x + 1) {
                        around[y * cells + x] = min(around[y * cells + x], least[dy * cells + dx])
                    }
                }
            }
        }
        return around
    }

    /// How much of the light reaches a point of a surface, 0 to 1.
    func visibility(_ point: SIMD3<Float>, normal: SIMD3<Float>) -> Float {
        let texel = 1 / scale
        let lifted = point + normal * (texel * 1.6 + 0.002)
        let x = (lifted.dot(u) - origin.x) * scale - 0.5
        let y = (lifted.dot(v) - origin.y) * scale - 0.5
        let bound = Float(Self.side) - 4
        guard x >= 3, y >= 3, x < bound, y < bound else { return 1 }
        let depth = -lifted.dot(toLight) - (texel * 1.2 + 0.004)
        let (column, row) = (Int(x), Int(y))
        guard depth > nearest[row / Self.cell * Self.cells + column / Self.cell] else { return 1 }
        // A 6 x 6 window under a tent: the fractions slide the window, so that the edge has no steps.
        let (fx, fy) = (x - Float(column), y - Float(row))
        var lit: Float = 0
        depths.withUnsafeBufferPointer { map in
            for dy in -2...3 {
                let start = (row + dy) * Self.side + column
                let weight = 3 - abs(Float(dy) - fy)
                var line: Float = 0
                for dx in -2...3 where depth <= map[start + dx] { line += 3 - abs(Float(dx) - fx) }
                lit += line * weight
            }
        }
        return min(lit / 81, 1)
    }
}

/// Fills triangles into square maps, one sample a texel.
enum MapRaster {
    /// Calls `write` with the index and the interpolated third component of every texel whose centre lies in the
    /// triangle (x and y in texels), whichever way round it runs.
    @inline(__always)
    static func fill(
        _ corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), side: Int, _ write: (Int, Float) -> Void
    ) {
        let (a, b, c) = corners
        let low = pointwiseMin(pointwiseMin(a, b), c)
        let high = pointwiseMax(pointwiseMax(a, b), c)
        let limit = Float(side)
        guard high.x >= 0, high.y >= 0, low.x < limit, low.y < limit else { return }
        let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
        guard abs(area) > 1e-8 else { return }
        let inverse = 1 / area
        let x0 = Int(max(low.x - 0.5, 0).rounded(.up))
        let x1 = Int(min(high.x - 0.5, limit - 1).rounded(.down))
        let y0 = Int(max(low.y - 0.5, 0).rounded(.up))
        let y1 = Int(min(high.y - 0.5, limit - 1).rounded(.down))
        guard x0 <= x1, y0 <= y1 else { return }
        for row in y0...y1 {
            let y = Float(row) + 0.5
            for column in x0...x1 {
                let x = Float(column) + 0.5
                let wa = ((b.x - x) * (c.y - y) - (c.x - x) * (b.y - y)) * inverse
                let wb = ((c.x - x) * (a.y - y) - (a.x - x) * (c.y - y)) * inverse
                let wc = 1 - wa - wb
                if wa >= 0, wb >= 0, wc >= 0 { write(row * side + column, wa * a.z + wb * b.z + wc * c.z) }
            }
        }
    }
}
