import Assets

extension StudioPainter {
    /// The light of a tile's pixels, square by square of four.
    func shade(_ tile: Tile, _ names: Names, _ colours: Samples) {
        let side = Self.side
        for row in stride(from: 0, through: tile.bottom - tile.top, by: 2) {
            for column in stride(from: 0, through: tile.right - tile.left, by: 2) {
                let first = row * side + column
                let isWhole = tile.top + row < tile.bottom && tile.left + column < tile.right
                if isWhole, shadeSquare(tile, row, column, names, colours) { continue }
                for number in 0..<4 {
                    let place = first + (number & 1) + (number >> 1) * side
                    let (x, y) = (tile.left + column + (number & 1), tile.top + row + (number >> 1))
                    guard x <= tile.right, y <= tile.bottom else { continue }
                    colours[place] = SIMD4(resolve(names[place], x, y), 1)
                }
            }
        }
    }

    /// Shades four pixels that show one smooth surface; false where they do not.
    @inline(__always)
    private func shadeSquare(
        _ tile: Tile, _ row: Int, _ column: Int, _ names: Names, _ colours: Samples
    ) -> Bool {
        let side = Self.side
        let first = row * side + column
        let name = names[first][0]
        let (a, b, c, d) = (names[first], names[first + 1], names[first + side], names[first + side + 1])
        let same = SIMD4(repeating: name)
        let isOne = a == same && b == same && c == same && d == same
        guard name != Self.none else {
            guard isOne else { return false }
            let ground = SIMD4(backdrop.colour(Float(tile.left + column) + 1, Float(tile.top + row) + 1), 1)
            colours[first] = ground
            colours[first + 1] = ground
            colours[first + side] = ground
            colours[first + side + 1] = ground
            return true
        }
        if !isOne {
            let triangles = frame.opaque.triangles.base
            let (plane, material) = (triangles[Int(name)].plane, triangles[Int(name)].material)
            var last = name
            for sample in 0..<16 {
                let group = sample < 8 ? (sample < 4 ? a : b) : (sample < 12 ? c : d)
                guard group[sample & 3] != last else { continue }
                last = group[sample & 3]
                guard last != Self.none, triangles[Int(last)].material == material,
                    triangles[Int(last)].plane.inner(plane) > 0.88
                else { return false }
            }
        }
        let (x, y) = (Float(tile.left + column) + 0.5, Float(tile.top + row) + 0.5)
        let material = frame.materials.base[Int(frame.opaque.triangles.base[Int(name)].material)]
        if isDraft, isOne, material.isEven, !isMarked(material) {
            // One colour for all four.
            let spot = fragment(frame.opaque, name, x + 0.5, y + 0.5)
            let colour = SIMD4(
                lit(spot, material, illumination(spot, material, x + 0.5, y + 0.5), frame.opaque), 1)
            colours[first] = colour
            colours[first + 1] = colour
            colours[first + side] = colour
            colours[first + side + 1] = colour
            return true
        }
        let spots = (
            fragment(frame.opaque, a[0], x, y), fragment(frame.opaque, b[1], x + 1, y),
            fragment(frame.opaque, c[2], x, y + 1), fragment(frame.opaque, d[3], x + 1, y + 1)
        )
        var middle = spots.0
        middle.point = (spots.0.point + spots.1.point + spots.2.point + spots.3.point) * 0.25
        middle.normal = (spots.0.normal + spots.1.normal + spots.2.normal + spots.3.normal).unit
        middle.depth = (spots.0.depth + spots.1.depth + spots.2.depth + spots.3.depth) * 0.25
        let shared = illumination(middle, material, x + 0.5, y + 0.5)
        if isDraft {
            // One light for all four, on a colour of each.
            let (factor, shine) = fallen(middle, material, shared, base: SIMD3(material.colour))
            colours[first] = SIMD4(SIMD3(colour(spots.0, material, frame.opaque)) * factor + shine, 1)
            colours[first + 1] = SIMD4(SIMD3(colour(spots.1, material, frame.opaque)) * factor + shine, 1)
            colours[first + side] = SIMD4(SIMD3(colour(spots.2, material, frame.opaque)) * factor + shine, 1)
            colours[first + side + 1] = SIMD4(SIMD3(colour(spots.3, material, frame.opaque)) * factor + shine, 1)
            return true
        }
        finish(spots.0, material, shared, colours + first)
        finish(spots.1, material, shared, colours + first + 1)
        finish(spots.2, material, shared, colours + first + side)
        finish(spots.3, material, shared, colours + first + side + 1)
        return true
    }

    /// Shades one of four pixels that share their light. In the soft edge of a shadow each has its own.
    @inline(__always)
    private func finish(_ spot: Fragment, _ material: StudioMaterial, _ shared: Illumination, _ target: Samples) {
        var light = shared
        if shared.key > 0.01, shared.key < 0.99 { light.key = key(spot) }
        if shared.sun > 0.01, shared.sun < 0.99 { light.sun = sun(spot) }
        target.pointee = SIMD4(lit(spot, material, light, frame.opaque), 1)
    }

    @inline(__always)
    private func isMarked(_ material: StudioMaterial) -> Bool {
        material.item >= 0 && isMarked.base[Int(material.item)]
    }

    /// The mean light of a pixel's four samples.
    private func resolve(_ names: SIMD4<UInt32>, _ x: Int, _ y: Int) -> SIMD3<Float> {
        var sum = SIMD3<Float>()
        var done = 0
        for first in 0..<4 where done & (1 << first) == 0 {
            var (place, count) = (SIMD2<Float>(), Float(0))
            for sample in first..<4 where isAlike(names[sample], names[first]) {
                done |= 1 << sample
                place += SIMD2(TileFiller.sampleX[sample], TileFiller.sampleY[sample])
                count += 1
            }
            let (px, py) = (Float(x) + place.x / count, Float(y) + place.y / count)
            var colour: SIMD3<Float>
            if names[first] == Self.none {
                colour = backdrop.colour(px, py)
            } else {
                let spot = fragment(frame.opaque, names[first], px, py)
                let material = frame.materials.base[spot.material]
                colour = lit(spot, material, illumination(spot, material, px, py), frame.opaque)
            }
            // Clamped, so that one glaring sample does not spoil the edge.
            colour = pointwiseMin(colour, SIMD3(repeating: 1.3))
            sum += colour * (count / 4)
        }
        return sum
    }

    /// Whether two triangles are pieces of one smooth surface.
    @inline(__always)
    private func isAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        if first == second { return true }
        guard first != Self.none, second != Self.none else { return false }
        let (a, b) = (frame.opaque.triangles.base[Int(first)], frame.opaque.triangles.base[Int(second)])
        return a.material == b.material && a.plane.inner(b.plane) > 0.95
    }

    /// The linear base colour at a spot, and its alpha.
    @inline(__always)
    func colour(_ spot: Fragment, _ material: StudioMaterial, _ bins: TriangleBins) -> SIMD4<Float> {
        let size = frame.camera.pixelSize(at: spot.depth)
        switch material.role {
        case .floor:
            let slant = max(spot.normal.inner(frame.camera.toViewer(spot.point)), 0.08)
            var base = finish.floorColour(x: spot.point.x, y: spot.point.y, footprint: size / slant.squareRoot())
            if let walk { base = walk.tinted(base, x: spot.point.x, y: spot.point.y) }
            return SIMD4(base, 1)
        case .wall:
            let along = abs(spot.normal.x) > 0.5 ? spot.point.y : spot.point.x
            return SIMD4(finish.wallColour(along: along, up: spot.point.z, footprint: size), 1)
        case .trim, .ceiling: return material.colour
        case .object: break
        }
        var base = material.colour
        if material.texture >= 0 {
            let texture = frame.scene.textures[Int(material.texture)]
            base *= texture.colour(spot.place, span: size * density(spot, texture, bins))
        } else if material.pattern != .plain {
            let point = material.local(spot.point)
            let way = material.local(spot.normal + material.origin)
            let tone = material.pattern.tone(
                point, normal: way, axis: Int(material.grain), seed: material.seed, footprint: size)
            base = SIMD4(SIMD3(base.x, base.y, base.z) * tone, base.w)
        }
        if isMarked(material) {
            base = SIMD4(SIMD3(base.x, base.y, base.z) * 0.25 + SIMD3(0.75, 0.06, 0.05) * 0.75, base.w)
        }
        return base
    }

    /// Texels that a metre of a triangle takes.
    @inline(__always)
    private func density(_ spot: Fragment, _ texture: StudioTexture, _ bins: TriangleBins) -> Float {
        let corners = bins.triangles.base[Int(spot.triangle)].corners
        let (a, b, c) = (
            frame.coordinate(corners.x), frame.coordinate(corners.y), frame.coordinate(corners.z)
        )
        let (u, v) = (b - a, c - a)
        let area = abs(u.x * v.y - u.y * v.x)
        let (p, q, r) = (frame.position(corners.x), frame.position(corners.y), frame.position(corners.z))
        let face = (q - p).outer(r - p).squaredLength.squareRoot()
        return texture.side * (area / max(face, 1e-12)).squareRoot()
    }
}

extension SIMD3<Float> {
    /// The colour of a colour with alpha.
    @inline(__always)
    init(_ colour: SIMD4<Float>) { self.init(colour.x, colour.y, colour.z) }
}
