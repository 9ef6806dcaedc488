import Assets

/// Paints a frame tile by tile: four samples a pixel for coverage and depth, one shading a surface and pixel, and one
/// reckoning of the light for four pixels where a surface is smooth.
struct StudioPainter: Sendable {
    let frame: StudioFrame
    let light: RoomLight
    let finish: RoomFinish
    let backdrop: Backdrop
    let occlusion: OcclusionMap?
    let tone = NeutralTone()
    /// Where one can walk, when that is to be shown.
    let walk: WalkableFloor?
    /// For each object, whether it is marked as colliding.
    let isMarked: FixedArray<Bool>
    /// Whether four pixels of a smooth surface share one normal and one highlight.
    let isDraft: Bool

    static var side: Int { TriangleBins.side }
    static var none: UInt32 { .max }
    /// How strongly ghosts cover what is behind them.
    static var ghostOpacity: Float { 0.26 }

    /// A tile's place in the picture: its number, first and last pixels.
    struct Tile {
        var number: Int
        var left: Int
        var top: Int
        var right: Int
        var bottom: Int
    }

    typealias Samples = UnsafeMutablePointer<SIMD4<Float>>
    typealias Names = UnsafeMutablePointer<SIMD4<UInt32>>

    /// Paints tile `number` into RGB bytes, rows of the picture's width.
    func paint(_ number: Int, into pixels: UnsafeMutablePointer<UInt8>) {
        let side = Self.side
        let (left, top) = (number % frame.opaque.columns * side, number / frame.opaque.columns * side)
        let tile = Tile(
            number: number, left: left, top: top, right: min(left + side, frame.width) - 1,
            bottom: min(top + side, frame.height) - 1)
        let count = side * side
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 * count) { floats in
            withUnsafeTemporaryAllocation(of: SIMD4<UInt32>.self, capacity: count) { ids in
                guard let near = floats.baseAddress, let names = ids.baseAddress else { return }
                let colours = near + count
                near.initialize(repeating: .zero, count: 2 * count)
                names.initialize(repeating: SIMD4(repeating: Self.none), count: count)
                fill(frame.opaque, tile, near, names)
                shade(tile, names, colours)
                blend(tile, near, colours)
                haunt(tile, near, names, colours)
                for row in 0...(tile.bottom - top) {
                    var out = pixels + ((top + row) * frame.width + left) * 3
                    for column in 0...(tile.right - left) {
                        tone.write(colours[row * side + column], to: out)
                        out += 3
                    }
                }
            }
        }
    }

    /// Draws triangles into nearness and names.
    func fill(_ bins: TriangleBins, _ tile: Tile, _ near: Samples, _ names: Names) {
        for entry in Int(bins.starts.base[tile.number])..<Int(bins.starts.base[tile.number + 1]) {
            let name = bins.entries.base[entry]
            let triangle = bins.triangles.base[Int(name)]
            guard
                let filler = TileFiller(
                    triangle, left: tile.left, top: tile.top, right: tile.right, bottom: tile.bottom)
            else { continue }
            let isMask = frame.hasMasks && frame.materials.base[Int(triangle.material)].cutoff > 0
            for row in filler.rows {
                guard let span = filler.span(row: row) else { continue }
                let y = TileFiller.sampleY + Float(row)
                for column in span {
                    let (inside, nearness) = filler.cover(TileFiller.sampleX + Float(column), y)
                    let index = row * Self.side + column
                    let seen = inside .& (nearness .> near[index])
                    guard any(seen) else { continue }
                    if isMask, !holds(bins, name, Float(tile.left + column) + 0.5, Float(tile.top + row) + 0.5) {
                        continue
                    }
                    near[index].replace(with: nearness, where: seen)
                    names[index].replace(with: SIMD4(repeating: name), where: seen)
                }
            }
        }
    }

    /// Whether a masked triangle is there at a point of the picture.
    private func holds(_ bins: TriangleBins, _ name: UInt32, _ x: Float, _ y: Float) -> Bool {
        let spot = fragment(bins, name, x, y)
        let material = frame.materials.base[spot.material]
        return colour(spot, material, bins).w >= material.cutoff
    }

    /// What a triangle shows at a point of the picture.
    @inline(__always)
    func fragment(_ bins: TriangleBins, _ name: UInt32, _ x: Float, _ y: Float) -> Fragment {
        let triangle = bins.triangles.base[Int(name)]
        let weights = triangle.weights(x, y)
        let (a, b, c) = (triangle.corners.x, triangle.corners.y, triangle.corners.z)
        let point =
            frame.position(a) * weights.x + frame.position(b) * weights.y + frame.position(c) * weights.z
        var normal =
            (frame.normal(a) * weights.x + frame.normal(b) * weights.y + frame.normal(c) * weights.z).unit
        let material = Int(triangle.material)
        if frame.materials.base[material].isDoubleSided, normal.inner(frame.camera.toViewer(point)) < 0 {
            normal = SIMD3<Float>.zero - normal
        }
        var place = SIMD2<Float>()
        if frame.materials.base[material].texture >= 0 {
            place =
                frame.coordinate(a) * weights.x + frame.coordinate(b) * weights.y + frame.coordinate(c) * weights.z
        }
        return Fragment(
            point: point, normal: normal, place: place,
            depth: ((point - frame.camera.position) * frame.camera.forward).sum(), triangle: name, material: material)
    }
}
