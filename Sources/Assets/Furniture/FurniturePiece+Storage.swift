extension FurniturePiece {
    private var solid: Surface { paint.main == paint.soft ? paint.hard : paint.main }

    mutating func wardrobe() {
        let plinth = fit(0.07, 0.05, of: height)
        let depth = fit(0.03, 0.08, of: width)
        box(
            solid.shaded(0.75), x: (-right * 0.97, right * 0.97), y: (-front, front - depth * 2),
            z: (0, plinth))
        box(
            solid, x: (-right, right), y: (-front, front - depth), z: (plinth, height), round: 0.01)
        box(solid, x: (-right, right), y: (-front, front), z: (height * 0.975, height), round: 0.006)
        let doors = Int((length / 0.5).rounded().clamped(to: 1...8))
        doorFronts(
            x: (-right * 0.99, right * 0.99), y: front - depth, z: (plinth, height * 0.972), count: doors,
            surface: solid.shaded(1.12), handle: FurniturePaint.brass)
    }

    mutating func drawers() {
        let foot = fit(0.08, 0.12, of: height)
        let depth = fit(0.022, 0.08, of: width)
        legs(solid.shaded(0.7), top: foot, thickness: 0.05, inset: fit(0.02, 0.05, of: min(length, width)))
        box(solid, x: (-right, right), y: (-front, front - depth), z: (foot, height), round: 0.01)
        box(solid, x: (-right, right), y: (-front, front), z: (height - foot * 0.35, height), round: 0.006)
        let rows = Int((height / 0.27).rounded().clamped(to: 1...6))
        drawerFronts(
            x: (-right * 0.97, right * 0.97), y: front - depth, z: (foot * 1.05, height - foot * 0.4),
            columns: length > 0.85 ? 2 : 1, rows: rows, surface: solid.shaded(1.14))
    }

    mutating func cabinet() {
        let foot = height < 0.3 ? 0 : fit(0.1, 0.15, of: height)
        let depth = fit(0.025, 0.08, of: width)
        if foot > 0 {
            legs(
                solid.shaded(0.7), top: foot, thickness: 0.045, inset: fit(0.04, 0.08, of: min(length, width))
            )
        }
        box(solid, x: (-right, right), y: (-front, front - depth), z: (foot, height), round: 0.01)
        box(solid, x: (-right, right), y: (-front, front), z: (height - fit(0.03, 0.08, of: height), height))
        doorFronts(
            x: (-right * 0.985, right * 0.985), y: front - depth,
            z: (foot + height * 0.02, height - fit(0.035, 0.09, of: height)),
            count: Int((length / 0.5).rounded().clamped(to: 1...8)), surface: solid.shaded(1.12),
            handle: FurniturePaint.darkMetal)
    }

    /// Boards between two sides and a back, filled with books.
    mutating func shelfUnit() {
        let board = fit(0.028, 0.06, of: min(length, width, height))
        for x in [-right, right - board] {
            box(solid, x: (x, x + board), y: (-front, front), z: (0, height), round: 0.004)
        }
        box(
            solid.shaded(0.75), x: (-right, right), y: (-front, -front + board * 0.6), z: (0, height),
            round: 0)
        let shelves = Int((height / 0.36).rounded().clamped(to: 1...8))
        let step = (height - board) / Float(shelves)
        let bays = Int((length / 1.1).rounded(.up).clamped(to: 1...6))
        for level in 0...shelves {
            let z = step * Float(level)
            box(solid, x: (-right, right), y: (-front, front), z: (z, z + board), round: 0.003)
        }
        let bay = length / Float(bays)
        for index in 1..<max(2, bays) where bays > 1 {
            let x = -right + bay * Float(index)
            box(solid, x: (x - board / 2, x + board / 2), y: (-front, front * 0.99), z: (0, height), round: 0)
        }
        for index in 0..<bays {
            let x0 = -right + bay * Float(index) + board
            for level in 0..<shelves {
                books(
                    x: (x0, x0 + bay - 2 * board), z: step * Float(level) + board, room: step - board,
                    seed: level * 7 + index * 3)
            }
        }
    }

    /// A row of upright books, its colours and heights drawn from a fixed sequence.
    private mutating func books(x: (Float, Float), z: Float, room: Float, seed: Int) {
        let tones: [UInt32] = [
            0x8C4A3C, 0x3F5A73, 0xC2A35B, 0x5E7355, 0xD9D0BF, 0x6B4A5E, 0x39424E, 0xB5764A,
        ]
        var state = UInt32(seed &* 2_654_435 &+ 12_345)
        func next() -> Float {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 16) / 65_536
        }
        var position = x.0 + (x.1 - x.0) * 0.03
        let end = x.0 + (x.1 - x.0) * (0.55 + 0.4 * next())
        let unit = max((x.1 - x.0) / 14, 0.02)
        while position < end {
            let thick = unit * (0.5 + 0.8 * next())
            guard position + thick < x.1 else { break }
            let tall = room * (0.55 + 0.33 * next())
            let tone = tones[Int(next() * 8) % 8]
            box(
                Surface(sRGB: tone), x: (position, position + thick * 0.94),
                y: (-front * 0.8, front * (0.45 + 0.3 * next())), z: (z, z + tall), round: 0)
            position += thick
        }
        if seed % 3 == 1, x.1 - end > unit * 2 {
            let reach = min((x.1 - end) * 0.3, room * 0.3, front * 0.6)
            builder.cylinder(
                Surface(sRGB: 0xD8CAB0), at: SIMD2((end + x.1) / 2, 0), radius: reach * 0.7, top: reach,
                z: (z, z + room * 0.5), segments: 12)
        }
    }

    /// Boards on brackets with a few things on them.
    mutating func wallShelf() {
        let board = fit(0.03, 0.5, of: height)
        if height < 0.12 {
            box(solid, x: (-right, right), y: (-front, front), z: (0, height), round: 0.004)
            return
        }
        let boards = Int((height / 0.35).rounded(.down).clamped(to: 1...4))
        let step = height / Float(boards)
        for x in [-right * 0.8, right * 0.8 - board] {
            box(
                solid.shaded(0.7), x: (x, x + board), y: (-front, -front + width * 0.12), z: (0, height),
                round: 0)
        }
        for level in 0..<boards {
            let z = step * Float(level)
            box(solid, x: (-right, right), y: (-front, front), z: (z, z + board), round: 0.004)
            books(x: (-right * 0.9, right * 0.9), z: z + board, room: step - board, seed: level + 1)
        }
    }

    /// A box with a lid and metal bands.
    mutating func chest() {
        let body = height * 0.74
        let surface = paint.main
        box(
            surface, x: (-right * 0.99, right * 0.99), y: (-front * 0.98, front * 0.97), z: (0, body),
            round: 0.01)
        box(
            surface.shaded(1.12), x: (-right, right), y: (-front, front * 0.99), z: (body, height),
            round: 0.02)
        for x in [-right * 0.62, right * 0.62] {
            let half = min(0.02, length * 0.03)
            box(
                FurniturePaint.darkMetal, x: (x - half, x + half), y: (-front * 0.99, front * 0.995),
                z: (height * 0.02, height * 0.985), round: 0)
        }
        box(
            FurniturePaint.brass, x: (-min(0.035, length * 0.05), min(0.035, length * 0.05)),
            y: (front * 0.9, front),
            z: (body * 0.86, body * 1.08))
    }

    /// A slightly flared tub with a rim.
    mutating func basket() {
        let (radius, stretch) = round
        builder.lathe(
            paint.main,
            [
                (0, 0), (radius * 0.78, 0), (radius * 0.9, height * 0.5), (radius * 0.96, height * 0.9),
                (radius, height * 0.92), (radius, height), (radius * 0.9, height),
                (radius * 0.85, height * 0.8),
                (0, height * 0.78),
            ], stretch: stretch, segments: 24)
        for level in [Float(0.28), 0.52, 0.74] {
            builder.cylinder(
                paint.main.shaded(0.72), radius: radius * (0.79 + 0.2 * level),
                z: (height * level, height * (level + 0.03)),
                stretch: stretch, segments: 24)
        }
    }

    /// A post on a foot with hooks all round.
    mutating func coatRack() {
        let (radius, stretch) = round
        builder.cylinder(paint.hard, radius: radius * 0.8, z: (0, height * 0.02), stretch: stretch)
        builder.cylinder(paint.hard, radius: min(0.025, radius * 0.2), z: (0, height), segments: 12)
        for (level, turn) in [(Float(0.9), Float(0)), (0.8, 1), (0.9, 2), (0.8, 3)] {
            let x: Float = [1, 0, -1, 0][Int(turn)]
            let y: Float = [0, 1, 0, -1][Int(turn)]
            builder.rod(
                paint.hard, from: SIMD3(0, 0, height * level),
                to: SIMD3(x * right, y * front, height * (level + 0.07)), radius: min(0.014, radius * 0.1))
        }
        builder.ellipsoid(
            paint.soft, at: SIMD3(right * 0.45, 0, height * 0.68),
            radii: SIMD3(right * 0.3, front * 0.5, height * 0.22), segments: 12)
    }

    /// Two leaning rails with rungs.
    mutating func ladder() {
        let rail = fit(0.05, 0.14, of: min(length, width))
        let lean = SIMD2<Float>(0, -(width - rail))
        for x in [-right, right - rail] {
            box(
                paint.hard, x: (x, x + rail), y: (front - rail, front), z: (0, height), round: 0.008,
                lean: lean)
        }
        let rungs = Int((height / 0.3).rounded().clamped(to: 2...14))
        for rung in 1..<rungs {
            let share = Float(rung) / Float(rungs)
            let y = front - rail + lean.y * share
            box(
                paint.hard, x: (-right, right), y: (y, y + rail * 0.9),
                z: (height * share, height * share + rail * 0.6), round: 0.004)
        }
    }

    /// An open frame of tubes with shelves or a rail, and what hangs there.
    mutating func rack() {
        let tube = fit(0.03, 0.08, of: min(length, width))
        legs(paint.hard, top: height, thickness: tube)
        for y in [-front, front - tube] {
            box(paint.hard, x: (-right, right), y: (y, y + tube), z: (height - tube, height), round: 0.004)
        }
        let isRail = height > 1.2
        for level in isRail ? [Float(0.06)] : [Float(0.1), 0.5, 0.86] {
            box(
                paint.hard.shaded(1.1), x: (-right, right), y: (-front, front),
                z: (height * level, height * level + tube * 0.7),
                round: 0.004)
        }
        if isRail {
            builder.rod(
                paint.hard, from: SIMD3(-right, 0, height - tube), to: SIMD3(right, 0, height - tube),
                radius: tube * 0.4)
            let tones: [UInt32] = [0x4B6F9E, 0xC9992E, 0xD8CAB0, 0x8C4A3C, 0x5E7355, 0x39424E, 0xE0A3AE]
            let count = Int((length / 0.13).clamped(to: 2...14))
            for index in 0..<count {
                let x = -right * 0.85 + length * 0.85 * Float(index) / Float(count)
                let drop = 0.35 + 0.08 * Float(index % 3)
                box(
                    Surface(sRGB: tones[index % tones.count]), x: (x, x + length * 0.5 / Float(count)),
                    y: (-front * 0.75, front * 0.75), z: (height * (0.93 - drop), height * 0.93), round: 0.02)
            }
        } else {
            for (index, level) in [Float(0.12), 0.52].enumerated() {
                for step in 0..<3 {
                    let x = (Float(step) - 1) * length * 0.27 + (index == 0 ? 0.03 : -0.03) * length
                    builder.cylinder(
                        Surface(sRGB: [0x5E7355, 0x8C4A3C, 0xD8CAB0][step]), at: SIMD2(x, 0),
                        radius: min(length * 0.09, width * 0.25), top: min(length * 0.07, width * 0.2),
                        z: (height * level, height * (level + 0.24)), segments: 12)
                }
            }
        }
    }
}
