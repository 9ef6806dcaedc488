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

    /// A canvas on a three-legged stand.
    mutating func easel() {
        let rail = fit(0.045, 0.1, of: min(length, width))
        let lean = SIMD2<Float>(0, -width * 0.42)
        for x in [Float(-1), 1] {
            box(
                paint.hard, x: (x * right, x * (right - rail)), y: (front - rail, front),
                z: (0, height * 0.96), round: 0.006,
                lean: SIMD2(-x * right * 0.6, lean.y))
        }
        builder.rod(
            paint.hard, from: SIMD3(0, -front + rail * 0.4, rail * 0.4),
            to: SIMD3(0, front + lean.y - rail, height * 0.92), radius: rail * 0.45)
        let ledge = height * 0.36
        let y = front + lean.y * 0.38
        box(
            paint.hard, x: (-right * 0.9, right * 0.9), y: (y - rail * 0.5, y + rail * 1.2),
            z: (ledge - rail, ledge))
        box(
            FurniturePaint.linen, x: (-right * 0.86, right * 0.86), y: (y, y + rail * 0.5),
            z: (ledge, height * 0.88), round: 0.003,
            lean: SIMD2(0, lean.y * 0.5))
        box(
            Surface(sRGB: 0x6F9BB0), x: (-right * 0.6, right * 0.5),
            y: (y + rail * 0.4 + lean.y * 0.12, y + rail * 0.54 + lean.y * 0.12),
            z: (ledge + height * 0.12, height * 0.72), round: 0, lean: SIMD2(0, lean.y * 0.26))
        box(
            Surface(sRGB: 0xD9803A), x: (-right * 0.2, right * 0.3),
            y: (y + rail * 0.5 + lean.y * 0.16, y + rail * 0.6 + lean.y * 0.16),
            z: (ledge + height * 0.16, height * 0.6), round: 0, lean: SIMD2(0, lean.y * 0.18))
        box(
            paint.hard, x: (-rail * 0.5, rail * 0.5), y: (y + lean.y * 0.62, y + lean.y * 0.62 + rail * 0.6),
            z: (height * 0.85, height))
    }

    /// A counter with a glass case and goods on shelves.
    mutating func displayCase() {
        let base = height * 0.42
        let skin = fit(0.014, 0.03, of: min(length, width))
        let frame = paint.isClear ? FurniturePaint.darkMetal : paint.main
        box(frame, x: (-right, right), y: (-front, front), z: (0, base), round: 0.012)
        box(
            frame.shaded(1.2), x: (-right * 0.94, right * 0.94), y: (front * 0.98, front),
            z: (base * 0.15, base * 0.9), round: 0)
        box(frame, x: (-right, right), y: (-front, front), z: (height * 0.96, height), round: 0.006)
        for x in [-right, right - skin * 2] {
            for y in [-front, front - skin * 2] {
                box(
                    FurniturePaint.steel, x: (x, x + skin * 2), y: (y, y + skin * 2), z: (base, height),
                    round: 0)
            }
        }
        let middle = base + (height * 0.96 - base) * 0.5
        box(
            FurniturePaint.glass.withOpacity(0.5), x: (-right + skin, right - skin),
            y: (-front + skin, front * 0.7), z: (middle, middle + skin), round: 0)
        let tones: [UInt32] = [0xC98F4F, 0xE6C3B8, 0x8C4A3C, 0xE5BE4C]
        let count = Int((length / 0.2).clamped(to: 3...10))
        for (level, z) in [base, middle + skin].enumerated() {
            for index in 0..<count {
                let x = -right * 0.9 + length * 0.9 * (Float(index) + 0.5) / Float(count)
                let size = min(length * 0.32 / Float(count), front * 0.4)
                builder.ellipsoid(
                    Surface(sRGB: tones[(index + level) % 4]), at: SIMD3(x, 0, z + size * 0.5),
                    radii: SIMD3(size, size, size * 0.55), segments: 10)
            }
        }
        box(
            FurniturePaint.glass.withOpacity(0.22), x: (-right + skin, right - skin),
            y: (front - skin * 1.6, front - skin), z: (base, height * 0.96), round: 0)
        for x in [-right + skin * 0.5, right - skin] {
            box(
                FurniturePaint.glass.withOpacity(0.22), x: (x, x + skin * 0.5),
                y: (-front + skin, front - skin), z: (base, height * 0.96), round: 0)
        }
    }

    /// A raised front with a ledge over a lower worktop.
    mutating func receptionDesk() {
        let work = height * 0.7
        let wall = fit(0.14, 0.25, of: width)
        let wood = paint.main == paint.soft ? paint.hard : paint.main
        let stone = Surface(sRGB: 0xDAD5CC, roughness: 0.35)
        box(
            wood, x: (-right * 0.99, right * 0.99), y: (front - wall, front * 0.96),
            z: (height * 0.06, height * 0.96), round: 0.008)
        box(
            FurniturePaint.darkMetal, x: (-right * 0.95, right * 0.95), y: (-front * 0.9, front * 0.86),
            z: (0, height * 0.06), round: 0)
        box(
            stone, x: (-right, right), y: (front - wall * 1.5, front), z: (height * 0.96, height),
            round: 0.008)
        box(
            wood.shaded(0.9), x: (-right * 0.97, right * 0.97), y: (-front, front - wall),
            z: (work - height * 0.05, work), round: 0.006)
        for x in [(-right * 0.99, -right * 0.93), (right * 0.93, right * 0.99)] {
            box(wood.shaded(0.9), x: x, y: (-front, front - wall), z: (height * 0.06, work), round: 0.006)
        }
        let slats = Int((length / 0.18).clamped(to: 4...24))
        for index in 0..<slats {
            let x = -right * 0.96 + length * 0.96 * (Float(index) + 0.5) / Float(slats)
            let half = length * 0.3 / Float(slats)
            box(
                wood.shaded(1.2), x: (x - half, x + half), y: (front * 0.95, front * 0.985),
                z: (height * 0.1, height * 0.92), round: 0.003)
        }
    }

    /// A small house with a gabled roof and openings.
    mutating func dollHouse() {
        let eaves = height * 0.68
        box(
            FurniturePaint.white, x: (-right * 0.92, right * 0.92), y: (-front * 0.95, front * 0.95),
            z: (0, eaves), round: 0.006)
        builder.prism(
            paint.main, [SIMD2(-right, eaves), SIMD2(right, eaves), SIMD2(0, height)], along: 1, from: -front,
            to: front)
        for (x, z) in [(Float(-0.5), Float(0.12)), (0.5, 0.12), (-0.5, 0.56), (0.5, 0.56)] {
            let low = eaves * z
            box(
                Surface(sRGB: 0x8FB7C4), x: (right * (x - 0.26), right * (x + 0.26)),
                y: (front * 0.9, front * 0.97), z: (low, low + eaves * 0.3), round: 0)
        }
    }

    /// A pyramid of cloth with an opening at the front.
    mutating func tent() {
        let low: [SIMD3<Float>] = [
            SIMD3(-right, -front, 0), SIMD3(right, -front, 0), SIMD3(right, front, 0),
            SIMD3(-right, front, 0),
        ]
        let top = SIMD3<Float>(0, 0, height * 0.94)
        for index in 0..<4 {
            let (a, b) = (low[index], low[(index + 1) % 4])
            builder.polygon(paint.soft, [a, b, top])
            builder.polygon(paint.soft.shaded(0.6), [b, a, top])
        }
        func onFront(_ x: Float, _ share: Float) -> SIMD3<Float> {
            SIMD3(x * right * (1 - share), front * (1 - share) + front * 0.002, top.z * share)
        }
        builder.polygon(
            FurniturePaint.soil.shaded(0.7), [onFront(-0.5, 0), onFront(0, 0.7), onFront(0.5, 0)])
        for (x, y) in [(Float(-1), Float(-1)), (1, -1), (1, 1), (-1, 1)] {
            builder.rod(
                Surface(sRGB: 0xB98A5A), from: SIMD3(x * right, y * front, 0),
                to: SIMD3(-x * right * 0.07, -y * front * 0.07, height),
                radius: min(right, front) * 0.02, segments: 6)
        }
    }

    /// Steps at the back, a chute to the front.
    mutating func slide() {
        let deck = height * 0.8
        let half = width * 0.2
        box(
            Surface(sRGB: 0x4B6F9E, roughness: 0.5), x: (-right, right),
            y: (-front + half * 0.6, -front + half * 2), z: (deck * 0.92, deck))
        for x in [-right, right * 0.9] {
            box(
                Surface(sRGB: 0xB23A34, roughness: 0.5), x: (x, x + right * 0.1),
                y: (-front + half * 0.6, -front + half * 2), z: (0, height))
            builder.prism(
                paint.main.shaded(0.9),
                [
                    SIMD2(-front + half * 2, deck), SIMD2(-front + half * 2, height * 0.97),
                    SIMD2(front, height * 0.2), SIMD2(front, 0),
                ], along: 0, from: x, to: x + right * 0.1)
        }
        builder.prism(
            paint.main,
            [
                SIMD2(-front + half * 2, deck), SIMD2(front, height * 0.06), SIMD2(front, 0),
                SIMD2(-front + half * 2, deck * 0.9),
            ], along: 0, from: -right * 0.9, to: right * 0.9)
        for step in 0..<4 {
            let share = Float(step) / 4
            box(
                Surface(sRGB: 0x6A8F5B, roughness: 0.5), x: (-right * 0.8, right * 0.8),
                y: (-front + half * 0.5 * share, -front + half * (0.3 + 0.5 * share)),
                z: (deck * (share + 0.12), deck * (share + 0.18)))
        }
    }
}
