import Assets

extension StudioPainter {
    /// Lays translucent triangles over the colours, far to near.
    func blend(_ tile: Tile, _ near: Samples, _ colours: Samples) {
        let bins = frame.translucent
        for entry in Int(bins.starts.base[tile.number])..<Int(bins.starts.base[tile.number + 1]) {
            let name = bins.entries.base[entry]
            guard
                let filler = TileFiller(
                    bins.triangles.base[Int(name)], left: tile.left, top: tile.top, right: tile.right,
                    bottom: tile.bottom)
            else { continue }
            for row in filler.rows {
                guard let span = filler.span(row: row) else { continue }
                let y = TileFiller.sampleY + Float(row)
                for column in span {
                    let (inside, nearness) = filler.cover(TileFiller.sampleX + Float(column), y)
                    let index = row * Self.side + column
                    let seen = inside .& (nearness .> near[index])
                    guard any(seen) else { continue }
                    let covered = SIMD4<Float>.zero.replacing(with: 0.25, where: seen).sum()
                    let (px, py) = (Float(tile.left + column) + 0.5, Float(tile.top + row) + 0.5)
                    let spot = fragment(bins, name, px, py)
                    let material = frame.materials.base[spot.material]
                    let base = colour(spot, material, bins)
                    guard base.w > 0.002 else { continue }
                    let light = lit(
                        spot, material, illumination(spot, material, px, py),
                        base: SIMD3(base.x, base.y, base.z))
                    // Clear things mirror more at a slant, and are seen there.
                    let away = 1 - min(max(spot.normal.inner(frame.camera.toViewer(spot.point)), 0), 1)
                    let sheen = material.roughness < 0.3 ? 0.35 * away * away * away : 0
                    let opacity = min(base.w + sheen * (1 - base.w), 1) * covered
                    colours[index] += (SIMD4(light, 1) - colours[index]) * opacity
                }
            }
        }
    }

    /// Lays ghosts over the light: of each only its nearest surface, so that a thing of many parts is as faint as
    /// one of few. Ghosts hang between the viewer and the room, so nothing translucent is in front of them.
    func haunt(_ tile: Tile, _ near: Samples, _ names: Names, _ colours: Samples) {
        let bins = frame.ghosts
        guard bins.starts.base[tile.number] < bins.starts.base[tile.number + 1] else { return }
        names.update(repeating: SIMD4(repeating: Self.none), count: Self.side * Self.side)
        fill(bins, tile, near, names)
        for row in 0...(tile.bottom - tile.top) {
            for column in 0...(tile.right - tile.left) {
                let index = row * Self.side + column
                var done = 0
                for first in 0..<4 where done & (1 << first) == 0 && names[index][first] != Self.none {
                    var count: Float = 0
                    for sample in first..<4 where names[index][sample] == names[index][first] {
                        done |= 1 << sample
                        count += 1
                    }
                    let (px, py) = (Float(tile.left + column) + 0.5, Float(tile.top + row) + 0.5)
                    let spot = fragment(bins, names[index][first], px, py)
                    let material = frame.materials.base[spot.material]
                    let light = lit(spot, material, illumination(spot, material, px, py), bins)
                    colours[index] += (SIMD4(light, 1) - colours[index]) * (Self.ghostOpacity * count / 4)
                }
            }
        }
    }
}
