extension FurniturePiece {
    private var ware: Surface {
        paint.main == paint.soft || paint.isClear ? FurniturePaint.porcelain : paint.main
    }

    /// A rounded tub with water and a tap at the end.
    mutating func bathtub() {
        let (radius, stretch) = round
        let rim = fit(0.07, 0.14, of: radius)
        let deck = height * 0.92
        builder.lathe(
            ware,
            [
                (0, 0), (radius * 0.82, 0), (radius * 0.93, height * 0.25), (radius * 0.97, deck * 0.9),
                (radius, deck * 0.95),
                (radius, deck), (radius - rim, deck), (radius - rim * 1.4, deck * 0.7), (0, deck * 0.68),
            ], stretch: stretch, segments: 36)
        builder.cylinder(
            FurniturePaint.water, radius: radius - rim * 1.2, z: (deck * 0.6, deck * 0.84), stretch: stretch,
            segments: 36)
        let isLong = length >= width
        let end = SIMD2(isLong ? -right * 0.94 : 0, isLong ? 0 : -front * 0.94)
        let inward = SIMD2<Float>(isLong ? right * 0.16 : 0, isLong ? 0 : front * 0.16)
        let pipe = fit(0.018, 0.05, of: radius)
        builder.rod(
            FurniturePaint.brass, from: SIMD3(end.x, end.y, deck * 0.9), to: SIMD3(end.x, end.y, height),
            radius: pipe)
        builder.rod(
            FurniturePaint.brass, from: SIMD3(end.x, end.y, height - pipe),
            to: SIMD3(end.x + inward.x, end.y + inward.y, height - pipe), radius: pipe)
    }

    /// A tray, glass walls on two sides, a pipe with a head.
    mutating func shower() {
        let tray = fit(0.1, 0.06, of: height)
        let sheet = fit(0.012, 0.02, of: min(length, width))
        box(FurniturePaint.porcelain, x: (-right, right), y: (-front, front), z: (0, tray), round: 0.015)
        box(
            Surface(sRGB: 0xC9D3D5, roughness: 0.4), x: (-right, right), y: (-front, -front + sheet),
            z: (tray, height), round: 0)
        for x in [-right, right - sheet] {
            box(
                FurniturePaint.glass, x: (x, x + sheet), y: (-front + sheet, front), z: (tray, height),
                round: 0)
        }
        box(
            FurniturePaint.glass, x: (-right + sheet, right * 0.2), y: (front - sheet, front),
            z: (tray, height), round: 0)
        for x in [-right, right - sheet * 1.6] {
            box(
                FurniturePaint.steel, x: (x, x + sheet * 1.6), y: (front - sheet * 1.6, front),
                z: (tray, height), round: 0)
        }
        for y in [-front, front - sheet * 1.6] {
            box(
                FurniturePaint.steel, x: (-right, right), y: (y, y + sheet * 1.6),
                z: (height - sheet * 2, height), round: 0)
        }
        let pipe = sheet * 0.9
        let y = -front + sheet * 4
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, y, height * 0.45), to: SIMD3(0, y, height * 0.94),
            radius: pipe)
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, y, height * 0.94), to: SIMD3(0, 0, height * 0.94),
            radius: pipe)
        builder.cylinder(
            FurniturePaint.steel, radius: min(right, front) * 0.26, z: (height * 0.9, height * 0.925),
            segments: 20)
    }

    /// A tank at the back, a bowl with seat and lid before it.
    mutating func toilet() {
        let seat = min(height, 0.42 * max(1, height / 0.78))
        let tank = width * 0.3
        let low = height > 0.5 ? seat * 0.95 : height * 0.5
        box(ware, x: (-right, right), y: (-front, -front + tank), z: (low, height * 0.96), round: 0.025)
        box(
            ware, x: (-right, right), y: (-front, -front + tank * 1.04), z: (height * 0.95, height),
            round: 0.012)
        box(
            ware, x: (-right * 0.5, right * 0.5), y: (-front + tank * 0.2, front * 0.4), z: (0, seat * 0.8),
            round: 0.04)
        let middle = -front + tank + (width - tank) / 2
        let reach = (width - tank) / 2
        let stretch = SIMD2(right * 0.95, reach)
        builder.lathe(
            ware, at: SIMD2(0, middle),
            [
                (0, 0), (0.55, 0), (0.6, seat * 0.2), (0.7, seat * 0.5), (0.97, seat * 0.86),
                (1, seat * 0.92), (0, seat * 0.92),
            ], stretch: stretch, segments: 24, isSmooth: true)
        builder.cylinder(
            FurniturePaint.white, at: SIMD2(0, middle), radius: 1, z: (seat * 0.92, seat * 0.99),
            stretch: stretch, segments: 24)
    }

    /// A basin on a column with a tap.
    mutating func pedestalSink() {
        let deck = height * 0.9
        builder.lathe(
            ware,
            [
                (0, 0), (0.42, 0), (0.38, height * 0.05), (0.24, height * 0.3), (0.26, height * 0.68),
                (0, height * 0.68),
            ], stretch: SIMD2(right, front), segments: 20, isSmooth: true)
        builder.lathe(
            ware,
            [
                (0, height * 0.66), (0.4, height * 0.68), (0.85, height * 0.78), (1, deck * 0.97), (1, deck),
                (0.86, deck),
                (0.7, deck * 0.94), (0, deck * 0.92),
            ], stretch: SIMD2(right, front), segments: 28)
        let pipe = fit(0.016, 0.06, of: min(length, width))
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, -front * 0.84, deck * 0.98),
            to: SIMD3(0, -front * 0.84, height), radius: pipe)
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, -front * 0.84, height - pipe),
            to: SIMD3(0, -front * 0.25, height - pipe),
            radius: pipe)
    }

    /// Bars between two uprights with towels over them.
    mutating func towelRack() {
        let tube = fit(0.02, 0.2, of: min(length, width))
        for x in [-right, right - tube] {
            box(paint.hard, x: (x, x + tube), y: (-front, front), z: (0, height), round: 0.004)
        }
        let bars = Int((height / 0.2).rounded().clamped(to: 1...6))
        for bar in 0..<bars {
            let z = height * (Float(bar) + 0.5) / Float(bars)
            builder.rod(paint.hard, from: SIMD3(-right, 0, z), to: SIMD3(right, 0, z), radius: tube * 0.4)
        }
        for (x, code, drop) in [(Float(-0.42), UInt32(0xE7DCCB), Float(0.75)), (0.4, 0x9FB6B8, 0.5)] {
            box(
                Surface(sRGB: code, roughness: 1), x: (right * (x - 0.36), right * (x + 0.36)),
                y: (-front * 0.7, front * 0.9),
                z: (height * (0.97 - drop), height * 0.97), round: 0.015)
        }
    }

    /// Ribs side by side.
    mutating func radiator() {
        let ribs = Int((length / 0.09).clamped(to: 3...20))
        let cell = length / Float(ribs)
        for rib in 0..<ribs {
            let x = -right + cell * Float(rib)
            box(
                paint.main, x: (x + cell * 0.1, x + cell * 0.9), y: (-front, front),
                z: (height * 0.06, height), round: cell * 0.25)
        }
        for level in [Float(0.14), 0.86] {
            box(
                paint.main, x: (-right, right), y: (-front * 0.5, front * 0.5),
                z: (height * level, height * (level + 0.05)))
        }
        legs(paint.main.shaded(0.8), top: height * 0.1, thickness: 0.03)
    }
}
