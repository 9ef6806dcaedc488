extension FurniturePiece {
    /// A top on four legs with an apron. Clear tops stand on metal legs.
    mutating func table() {
        let thick = fit(0.04, 0.12, of: height)
        let frame = paint.isClear ? FurniturePaint.darkMetal : paint.hard
        box(
            paint.main == paint.soft ? paint.hard : paint.main,
            x: (-right, right), y: (-front, front), z: (height - thick, height), round: 0.012)
        let inset = fit(0.05, 0.06, of: min(length, width))
        legs(frame, top: height - thick, thickness: 0.065, inset: inset)
        let apron = height - thick - fit(0.09, 0.18, of: height)
        let board: Float = fit(0.022, 0.05, of: min(length, width))
        for y in [-front + inset + board, front - inset - 2 * board] {
            box(
                frame, x: (-right + inset, right - inset), y: (y, y + board), z: (apron, height - thick),
                round: 0)
        }
        for x in [-right + inset + board, right - inset - 2 * board] {
            box(
                frame, x: (x, x + board), y: (-front + inset, front - inset), z: (apron, height - thick),
                round: 0)
        }
    }

    /// A round top on a turned column and a round foot.
    mutating func roundTable() {
        let (radius, stretch) = round
        let thick = fit(0.035, 0.1, of: height)
        let frame = paint.isClear ? FurniturePaint.darkMetal : paint.hard
        builder.lathe(
            paint.main == paint.soft ? paint.hard : paint.main,
            [
                (0, height - thick), (radius * 0.98, height - thick), (radius, height - thick * 0.7),
                (radius, height - thick * 0.2), (radius * 0.985, height), (0, height),
            ], stretch: stretch, segments: 36)
        builder.lathe(
            frame,
            [
                (0, 0), (radius * 0.55, 0), (radius * 0.55, height * 0.03), (radius * 0.2, height * 0.1),
                (radius * 0.1, height * 0.25), (radius * 0.09, height * 0.6), (radius * 0.16, height * 0.9),
                (radius * 0.3, height - thick),
            ], stretch: stretch, segments: 20, isSmooth: true)
    }

    /// A desk top between a pedestal of drawers and a side panel; a high one carries a mirror at the back.
    mutating func desk() {
        let hasMirror = height > 0.95 && width < 0.8 && height > width * 1.8
        let top = hasMirror ? height * 0.56 : height
        let thick = fit(0.035, 0.08, of: top)
        let frame = paint.isClear ? FurniturePaint.darkMetal : paint.hard
        box(
            paint.main == paint.soft ? paint.hard : paint.main, x: (-right, right), y: (-front, front),
            z: (top - thick, top), round: 0.01)
        let pedestal = fit(0.42, 0.32, of: length)
        let inset = fit(0.02, 0.03, of: length)
        box(
            frame, x: (right - inset - pedestal, right - inset), y: (-front * 0.94, front * 0.9),
            z: (top * 0.06, top - thick))
        drawerFronts(
            x: (right - inset - pedestal, right - inset), y: front * 0.9, z: (top * 0.06, top - thick),
            columns: 1, rows: 3, surface: frame.shaded(1.12))
        let panel = fit(0.035, 0.05, of: length)
        box(
            frame, x: (-right + inset, -right + inset + panel), y: (-front * 0.94, front * 0.9),
            z: (0, top - thick))
        box(
            frame, x: (-right + inset, right - inset), y: (-front * 0.8, -front * 0.74),
            z: (top * 0.45, top - thick), round: 0)
        box(
            FurniturePaint.black, x: (right - inset - pedestal * 0.95, right - inset * 2),
            y: (-front * 0.9, front * 0.85),
            z: (0, top * 0.06), round: 0)
        if hasMirror {
            let depth = fit(0.03, 0.1, of: width)
            framedPanel(
                frame: frame, panel: FurniturePaint.mirror, x: (-right * 0.62, right * 0.62),
                y: (-front, -front + depth), z: (top + (height - top) * 0.06, height))
            box(
                frame, x: (-right * 0.3, right * 0.3), y: (-front, -front + depth),
                z: (top, top + (height - top) * 0.1))
        }
    }

    /// A padded couch with a face rest toward the front, on a wooden or metal frame.
    mutating func massageTable() {
        let pad = fit(0.1, 0.2, of: height)
        let leg = fit(0.06, 0.12, of: min(length, width))
        let back = -front
        let rest = front - width * 0.16
        box(paint.soft, x: (-right, right), y: (back, rest), z: (height - pad, height * 0.97), round: 0.04)
        box(
            paint.soft, x: (-right * 0.55, right * 0.55), y: (rest + width * 0.01, front),
            z: (height - pad * 0.95, height), round: 0.04)
        box(
            FurniturePaint.linen, x: (-right * 1.0, right * 1.0),
            y: (back + width * 0.04, back + width * 0.4),
            z: (height - pad * 0.6, height * 0.985), round: 0.03)
        box(
            paint.hard, x: (-right * 0.9, right * 0.9), y: (back + width * 0.04, rest - width * 0.03),
            z: (height - pad * 1.7, height - pad), round: 0.01)
        for x in [-right * 0.88, right * 0.88 - leg] {
            for y in [back + width * 0.06, rest - width * 0.06 - leg] {
                box(paint.hard, x: (x, x + leg), y: (y, y + leg), z: (0, height - pad))
            }
        }
        box(
            paint.hard, x: (-right * 0.86, right * 0.86), y: (back + width * 0.08, rest - width * 0.08),
            z: (height * 0.2, height * 0.24))
    }

    /// Felt within wooden rails, six pockets, stout legs.
    mutating func poolTable() {
        let rail = fit(0.14, 0.12, of: min(length, width))
        let bed = height * 0.88
        let wood = paint.hard
        legs(wood, top: height * 0.75, thickness: 0.16, inset: rail * 0.4)
        box(
            wood, x: (-right + rail * 0.3, right - rail * 0.3), y: (-front + rail * 0.3, front - rail * 0.3),
            z: (height * 0.62, bed * 0.96))
        let felt = Surface(sRGB: 0x2F7A56, roughness: 1)
        box(
            felt, x: (-right + rail * 0.6, right - rail * 0.6), y: (-front + rail * 0.6, front - rail * 0.6),
            z: (bed * 0.9, bed), round: 0)
        for y in [-front, front - rail] {
            box(wood, x: (-right, right), y: (y, y + rail), z: (bed * 0.88, height * 0.985), round: 0.02)
        }
        for x in [-right, right - rail] {
            box(wood, x: (x, x + rail), y: (-front, front), z: (bed * 0.88, height * 0.985), round: 0.02)
        }
        let isLong = length >= width
        for end in [Float(-1), 0, 1] {
            for side in [Float(-1), 1] {
                let x = isLong ? end * (right - rail * 0.75) : side * (right - rail * 0.75)
                let y = isLong ? side * (front - rail * 0.75) : end * (front - rail * 0.75)
                builder.cylinder(
                    FurniturePaint.black, at: SIMD2(x, y), radius: rail * 0.42, z: (bed, height),
                    segments: 12)
            }
        }
        let reach = min(right, front) * 0.04
        for (index, code) in ([0xE5BE4C, 0xB23A34, 0x2C3E8C, 0xF2F0EB] as [UInt32]).enumerated() {
            let step = Float(index) - 1.5
            builder.ellipsoid(
                Surface(sRGB: code, roughness: 0.2),
                at: SIMD3(step * right * 0.24, (index % 2 == 0 ? 0.2 : -0.25) * front, bed + reach),
                radii: SIMD3(repeating: reach), segments: 10)
        }
    }

    /// A thick top on square legs with a lower board and things upon it.
    mutating func workbench() {
        let deck = height * 0.94
        let thick = fit(0.07, 0.12, of: height)
        box(paint.hard, x: (-right, right), y: (-front, front), z: (deck - thick, deck), round: 0.012)
        legs(paint.hard.shaded(0.85), top: deck - thick, thickness: 0.09, inset: fit(0.03, 0.05, of: length))
        box(
            paint.hard.shaded(0.85), x: (-right * 0.92, right * 0.92), y: (-front * 0.85, front * 0.75),
            z: (height * 0.18, height * 0.22))
        box(
            Surface(sRGB: 0xA23E36, roughness: 0.5), x: (-right * 0.7, -right * 0.3),
            y: (-front * 0.5, front * 0.4),
            z: (height * 0.22, height * 0.42))
        box(
            FurniturePaint.darkMetal, x: (right * 0.55, right * 0.85), y: (front * 0.5, front),
            z: (deck - thick * 1.2, height))
        box(
            Surface(sRGB: 0x4B6F9E), x: (-right * 0.8, -right * 0.5), y: (-front * 0.7, -front * 0.2),
            z: (deck, height * 0.985))
    }
}
