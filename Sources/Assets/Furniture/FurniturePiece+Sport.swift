extension FurniturePiece {
    /// A belt on a deck, uprights and a console at the front end.
    mutating func treadmill() {
        let deck = height * 0.12
        box(FurniturePaint.darkMetal, x: (-right, right), y: (-front, front), z: (0, deck), round: 0.02)
        box(
            FurniturePaint.black, x: (-right * 0.72, right * 0.72), y: (-front * 0.97, front * 0.7),
            z: (deck * 0.8, deck * 1.06), round: 0)
        box(
            FurniturePaint.steel, x: (-right * 0.96, right * 0.96), y: (front * 0.66, front),
            z: (deck * 0.8, deck * 1.7), round: 0.03)
        let post = fit(0.06, 0.1, of: length)
        for x in [-right, right - post] {
            box(
                FurniturePaint.steel, x: (x, x + post), y: (front * 0.78, front * 0.9),
                z: (deck, height * 0.92), lean: SIMD2(0, -front * 0.12))
            box(
                FurniturePaint.black, x: (x, x + post), y: (front * 0.1, front * 0.8),
                z: (height * 0.66, height * 0.71), round: 0.015)
        }
        box(
            FurniturePaint.black, x: (-right, right), y: (front * 0.6, front * 0.82),
            z: (height * 0.82, height), round: 0.03)
        box(
            Surface(sRGB: 0x57A0B8, roughness: 0.2, emission: 0.3), x: (-right * 0.4, right * 0.4),
            y: (front * 0.585, front * 0.62),
            z: (height * 0.86, height * 0.96), round: 0)
    }

    /// A wheel in a frame with saddle and handle bar.
    mutating func exerciseBike() {
        let tube = fit(0.05, 0.1, of: min(length, width))
        for y in [-front, front - tube] {
            box(FurniturePaint.darkMetal, x: (-right, right), y: (y, y + tube), z: (0, tube), round: 0.015)
        }
        box(
            paint.main, x: (-tube / 2, tube / 2), y: (-front, front), z: (tube * 0.4, tube * 1.4), round: 0.01
        )
        wheel(
            at: SIMD3(0, front * 0.5, height * 0.26), radius: min(height * 0.25, front * 0.45),
            thickness: tube * 0.8)
        builder.rod(
            paint.main, from: SIMD3(0, -front * 0.5, tube), to: SIMD3(0, -front * 0.62, height * 0.7),
            radius: tube * 0.45)
        builder.rod(
            paint.main, from: SIMD3(0, -front * 0.5, height * 0.3), to: SIMD3(0, front * 0.5, height * 0.28),
            radius: tube * 0.5)
        builder.rod(
            paint.main, from: SIMD3(0, front * 0.5, height * 0.25), to: SIMD3(0, front * 0.4, height * 0.94),
            radius: tube * 0.45)
        box(
            FurniturePaint.black, x: (-right * 0.45, right * 0.45), y: (-front * 0.86, -front * 0.4),
            z: (height * 0.7, height * 0.76), round: 0.03)
        builder.rod(
            FurniturePaint.black, from: SIMD3(-right * 0.9, front * 0.25, height * 0.93),
            to: SIMD3(right * 0.9, front * 0.25, height * 0.93),
            radius: tube * 0.35)
        box(
            FurniturePaint.screen, x: (-right * 0.4, right * 0.4), y: (front * 0.36, front * 0.5),
            z: (height * 0.9, height), round: 0.01)
    }

    private mutating func wheel(at centre: SIMD3<Float>, radius: Float, thickness: Float) {
        builder.rod(
            FurniturePaint.black, from: centre - SIMD3(thickness / 2, 0, 0),
            to: centre + SIMD3(thickness / 2, 0, 0), radius: radius, segments: 24)
        builder.rod(
            FurniturePaint.steel, from: centre - SIMD3(thickness * 0.55, 0, 0),
            to: centre + SIMD3(thickness * 0.55, 0, 0), radius: radius * 0.8,
            segments: 24)
    }

    mutating func bicycle() {
        let radius = min(height * 0.32, front * 0.42)
        let tube = fit(0.03, 0.08, of: length)
        for y in [-front + radius, front - radius] {
            wheel(at: SIMD3(0, y, radius), radius: radius, thickness: tube)
        }
        let (rear, head) = (
            SIMD3<Float>(0, -front + radius, radius), SIMD3<Float>(0, front - radius * 1.2, height * 0.82)
        )
        let (pedal, saddle) = (
            SIMD3<Float>(0, -front * 0.1, radius * 0.9), SIMD3<Float>(0, -front * 0.3, height * 0.86)
        )
        for (a, b) in [
            (rear, pedal), (pedal, head), (saddle, head * SIMD3(1, 1, 0.94)), (pedal, saddle),
            (rear, saddle * SIMD3(1, 1, 0.9)),
        ] {
            builder.rod(paint.main, from: a, to: b, radius: tube * 0.55)
        }
        builder.rod(
            paint.main, from: SIMD3(0, front - radius, radius), to: SIMD3(0, head.y, height * 0.95),
            radius: tube * 0.5)
        builder.rod(
            FurniturePaint.black, from: SIMD3(-right, head.y, height - tube * 0.5),
            to: SIMD3(right, head.y, height - tube * 0.5), radius: tube * 0.5)
        box(
            FurniturePaint.black, x: (-right * 0.3, right * 0.3),
            y: (saddle.y - front * 0.14, saddle.y + front * 0.1),
            z: (height * 0.86, height * 0.9), round: 0.02)
    }

    /// Rows of dumbbells on a sloped rack.
    mutating func dumbbells() {
        let post = fit(0.05, 0.06, of: length)
        let rows = height > 0.5 ? 2 : 1
        if height > 0.35 {
            for x in [-right, right - post] {
                box(
                    FurniturePaint.darkMetal, x: (x, x + post), y: (-front, front), z: (0, height * 0.08),
                    round: 0.01)
                box(FurniturePaint.darkMetal, x: (x, x + post), y: (-front, -front + post), z: (0, height))
            }
        }
        for row in 0..<rows {
            let z = rows == 1 ? height * 0.5 : height * (0.3 + 0.45 * Float(row))
            let radius = min(height * (rows == 1 ? 0.5 : 0.2), front * 0.4, length * 0.11)
            if height > 0.35 {
                box(
                    FurniturePaint.steel, x: (-right, right), y: (-front, front * (row == 0 ? 1 : 0.4)),
                    z: (z - radius * 1.25, z - radius), round: 0.006)
            }
            let count = Int((length / (radius * 2.6)).clamped(to: 1...8))
            let middle = rows == 1 ? 0 : front * (row == 0 ? 0.1 : -0.3)
            for index in 0..<count {
                let x = -right * 0.92 + length * 0.92 * (Float(index) + 0.5) / Float(count)
                let reach = min(front * 0.55, radius * 2)
                for (from, to) in [(-reach, -reach * 0.35), (reach * 0.35, reach)] {
                    builder.rod(
                        FurniturePaint.black, from: SIMD3(x, middle + from, z), to: SIMD3(x, middle + to, z),
                        radius: radius * 0.95, segments: 12)
                }
                builder.rod(
                    FurniturePaint.steel, from: SIMD3(x, middle - reach * 0.4, z),
                    to: SIMD3(x, middle + reach * 0.4, z), radius: radius * 0.3)
            }
        }
        if height <= 0.35 {
            box(FurniturePaint.black, x: (-right, right), y: (-front, front), z: (0, height * 0.06), round: 0)
        }
    }

    mutating func punchingBag() {
        let (radius, stretch) = round
        let low = height * 0.74
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, 0, low), to: SIMD3(0, 0, height), radius: radius * 0.07)
        builder.cylinder(
            FurniturePaint.steel, radius: radius * 0.4, z: (height * 0.985, height), segments: 16)
        builder.lathe(
            paint.soft,
            [
                (0, 0), (radius * 0.9, 0.02 * height), (radius, height * 0.08), (radius, low * 0.92),
                (radius * 0.7, low), (0, low),
            ],
            stretch: stretch, segments: 24, isSmooth: true)
        builder.cylinder(
            Surface(sRGB: 0xB23A34), radius: radius, z: (height * 0.3, height * 0.36),
            stretch: stretch * 1.002, segments: 24)
    }

    mutating func ball() {
        builder.ellipsoid(
            paint.main, at: SIMD3(0, 0, height / 2), radii: SIMD3(right, front, height / 2), segments: 28)
    }
}
