/// Fills one tile: four samples a pixel for coverage and depth, one shading a surface and pixel.
struct TilePainter {
    let opaque: TriangleList
    let translucent: TriangleList
    let ghosts: TriangleList
    let camera: RasterCamera
    let shader: Shader
    let tone: ToneCurve
    let width: Int
    let height: Int

    private static let side = TriangleList.tile
    /// Places of the samples in a pixel: a rotated grid, which serves near-level and near-upright edges alike.
    private static let sampleX = SIMD4<Float>(0.375, 0.875, 0.125, 0.625)
    private static let sampleY = SIMD4<Float>(0.125, 0.375, 0.625, 0.875)
    private static let noTriangle = UInt32.max
    /// How strongly ghosts cover what is behind them.
    static let ghostOpacity: Float = 0.3

    /// A triangle's edge functions and depth relative to a tile's upper left pixel, per pixel.
    private struct Filler {
        var a = SIMD3<Float>()
        var b = SIMD3<Float>()
        var c = SIMD3<Float>()
        /// What an edge function must reach: 0 on edges that own their points (top and left), else a hair more.
        var threshold = SIMD3<Float>()
        var depth = SIMD3<Float>()
        var x: (Int, Int)
        var y: (Int, Int)

        init?(_ triangle: ScreenTriangle, left: Int, top: Int, right: Int, bottom: Int) {
            let box = triangle.bounds
            x = (max(box.minX, left) - left, min(box.maxX, right) - left)
            y = (max(box.minY, top) - top, min(box.maxY, bottom) - top)
            guard x.0 <= x.1, y.0 <= y.1 else { return nil }
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
                    c[index] + max(a[index], 0) * Float(x.1 + 1) + max(b[index], 0) * Float(y.1 + 1)
                    + min(a[index], 0) * Float(x.0) + min(b[index], 0) * Float(y.0)
                if reach < 0 { return nil }
            }
            let plane = triangle.depthPlane
            depth = SIMD3(
                Float(plane.x), Float(plane.y),
                Float(plane.z + plane.x * Double(left) + plane.y * Double(top)))
        }

        /// Which of a pixel's samples are inside, and their 1/depth.
        @inline(__always)
        func cover(_ px: Float, _ py: Float) -> (inside: SIMDMask<SIMD4<Int32>>, depth: SIMD4<Float>) {
            let x = TilePainter.sampleX + px
            let y = TilePainter.sampleY + py
            let e0 = x * a.x + (y * b.x + c.x)
            let e1 = x * a.y + (y * b.y + c.y)
            let e2 = x * a.z + (y * b.z + c.z)
            let inside = (e0 .>= threshold.x) .& (e1 .>= threshold.y) .& (e2 .>= threshold.z)
            return (inside, x * depth.x + (y * depth.y + depth.z))
        }
    }

    /// Paints tile `number` into RGB bytes, rows of `width` pixels.
    func paint(_ number: Int, into pixels: UnsafeMutableBufferPointer<UInt8>) {
        let side = Self.side
        let (left, top) = (number % opaque.columns * side, number / opaque.columns * side)
        let (right, bottom) = (min(left + side, width) - 1, min(top + side, height) - 1)
        let count = side * side
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 * count) { floats in
            withUnsafeTemporaryAllocation(of: SIMD4<UInt32>.self, capacity: count) { ids in
                floats.initialize(repeating: .zero)
                ids.initialize(repeating: SIMD4(repeating: Self.noTriangle))
                let depths = UnsafeMutableBufferPointer(rebasing: floats[..<count])
                let light = UnsafeMutableBufferPointer(rebasing: floats[count...])
                fill(opaque, number, (left, top, right, bottom), depths, ids)
                for row in 0...(bottom - top) {
                    for column in 0...(right - left) {
                        let index = row * side + column
                        light[index] = resolve(ids[index], x: left + column, y: top + row)
                    }
                }
                blend(number, (left, top, right, bottom), depths, light)
                haunt(number, (left, top, right, bottom), depths, ids, light)
                for row in 0...(bottom - top) {
                    var out = ((top + row) * width + left) * 3
                    for column in 0...(right - left) {
                        let colour = light[row * side + column]
                        pixels[out] = tone.byte(colour.x)
                        pixels[out + 1] = tone.byte(colour.y)
                        pixels[out + 2] = tone.byte(colour.z)
                        out += 3
                    }
                }
            }
        }
    }

    private func fill(
        _ list: TriangleList, _ number: Int, _ area: (Int, Int, Int, Int),
        _ depths: UnsafeMutableBufferPointer<SIMD4<Float>>,
        _ ids: UnsafeMutableBufferPointer<SIMD4<UInt32>>
    ) {
        for entry in Int(list.starts[number])..<Int(list.starts[number + 1]) {
            let id = list.entries[entry]
            guard
                let filler = Filler(
                    list.triangles[Int(id)], left: area.0, top: area.1, right: area.2, bottom: area.3)
            else { continue }
            for row in filler.y.0...filler.y.1 {
                for column in filler.x.0...filler.x.1 {
                    let (inside, depth) = filler.cover(Float(column), Float(row))
                    let index = row * Self.side + column
                    let seen = inside .& (depth .> depths[index])
                    if any(seen) {
                        depths[index].replace(with: depth, where: seen)
                        ids[index].replace(with: SIMD4(repeating: id), where: seen)
                    }
                }
            }
        }
    }

    /// The mean light of a pixel's four samples.
    private func resolve(_ ids: SIMD4<UInt32>, x: Int, y: Int) -> SIMD4<Float> {
        if ids[0] == ids[1], ids[0] == ids[2], ids[0] == ids[3] {
            return shade(ids[0], x: Float(x) + 0.5, y: Float(y) + 0.5)
        }
        var sum = SIMD4<Float>()
        var done = 0
        for first in 0..<4 where done & (1 << first) == 0 {
            var (place, count) = (SIMD2<Float>(), Float(0))
            for sample in first..<4 where ids[sample] == ids[first] {
                done |= 1 << sample
                place += SIMD2(Self.sampleX[sample], Self.sampleY[sample])
                count += 1
            }
            // Clamped, so that one glaring sample does not spoil the edge.
            let colour = shade(ids[first], x: Float(x) + place.x / count, y: Float(y) + place.y / count)
            sum += pointwiseMin(colour, SIMD4(repeating: 1.2)) * (count / 4)
        }
        return sum
    }

    private func shade(_ id: UInt32, x: Float, y: Float) -> SIMD4<Float> {
        guard id != Self.noTriangle else { return Self.backdrop }
        let triangle = opaque.triangles[Int(id)]
        return SIMD4(shade(triangle, x: x, y: y), 1)
    }

    private func shade(_ triangle: ScreenTriangle, x: Float, y: Float) -> SIMD3<Float> {
        var weights = SIMD3<Float>()
        let (px, py) = (Double(x) * 256, Double(y) * 256)
        for index in 0..<3 {
            let edge = triangle.edge(index)
            weights[index] = Float(Double(edge.a) * px + Double(edge.b) * py + Double(edge.c)) / triangle.area
        }
        // The point may lie a little outside of a sliver; weights stay those of a point inside.
        weights = weights.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1)) * triangle.inverseDepth
        let inverse = max(weights.sum(), 1e-12)
        let n = triangle.normals
        let normal = (n.0 * weights.x + n.1 * weights.y + n.2 * weights.z) / inverse
        let plain = (weights / max((weights / triangle.inverseDepth).sum(), 1e-12)).sum()
        let depth = 1 / max(plain, 1e-9)
        let ray =
            camera.forward + camera.right * ((x - camera.halfWidth) / camera.focal)
            + camera.up * ((camera.halfHeight - y) / camera.focal)
        let point = SIMD3<Float>(camera.position) + ray * depth
        return shader.colour(material: triangle.material, point: point, normal: normal, depth: depth)
    }

    /// Lays translucent triangles over the resolved light, far to near.
    private func blend(
        _ number: Int, _ area: (Int, Int, Int, Int), _ depths: UnsafeMutableBufferPointer<SIMD4<Float>>,
        _ light: UnsafeMutableBufferPointer<SIMD4<Float>>
    ) {
        for entry in Int(translucent.starts[number])..<Int(translucent.starts[number + 1]) {
            let triangle = translucent.triangles[Int(translucent.entries[entry])]
            guard
                let filler = Filler(triangle, left: area.0, top: area.1, right: area.2, bottom: area.3)
            else { continue }
            let opacity = shader.stage.materials[Int(triangle.material)].surface.opacity
            for row in filler.y.0...filler.y.1 {
                for column in filler.x.0...filler.x.1 {
                    let (inside, depth) = filler.cover(Float(column), Float(row))
                    let index = row * Self.side + column
                    let seen = inside .& (depth .> depths[index])
                    guard any(seen) else { continue }
                    let covered = SIMD4<Float>.zero.replacing(with: 1, where: seen).sum() / 4
                    let colour = shade(
                        triangle, x: Float(area.0 + column) + 0.5, y: Float(area.1 + row) + 0.5)
                    light[index] += (SIMD4(colour, 1) - light[index]) * (opacity * covered)
                }
            }
        }
    }

    /// Lays ghosts over the light: of each only its nearest surface, so that a thing of many parts is as faint as
    /// one of few. Ghosts hang between the viewer and the room, so nothing translucent is in front of them.
    private func haunt(
        _ number: Int, _ area: (Int, Int, Int, Int), _ depths: UnsafeMutableBufferPointer<SIMD4<Float>>,
        _ ids: UnsafeMutableBufferPointer<SIMD4<UInt32>>, _ light: UnsafeMutableBufferPointer<SIMD4<Float>>
    ) {
        guard ghosts.starts[number] < ghosts.starts[number + 1] else { return }
        ids.update(repeating: SIMD4(repeating: Self.noTriangle))
        fill(ghosts, number, area, depths, ids)
        for row in 0...(area.3 - area.1) {
            for column in 0...(area.2 - area.0) {
                let index = row * Self.side + column
                for sample in 0..<4 where ids[index][sample] != Self.noTriangle {
                    let triangle = ghosts.triangles[Int(ids[index][sample])]
                    // One shading stands for all samples of the same triangle.
                    let isFirst = !(0..<sample).contains { ids[index][$0] == ids[index][sample] }
                    guard isFirst else { continue }
                    let count = (sample..<4).count { ids[index][$0] == ids[index][sample] }
                    let colour = shade(
                        triangle, x: Float(area.0 + column) + 0.5, y: Float(area.1 + row) + 0.5)
                    light[index] += (SIMD4(colour, 1) - light[index]) * (Self.ghostOpacity * Float(count) / 4)
                }
            }
        }
    }

    /// A quiet dark ground, even so that it shows no steps.
    private static let backdrop = SIMD4<Float>(0.031, 0.034, 0.040, 1)
}
