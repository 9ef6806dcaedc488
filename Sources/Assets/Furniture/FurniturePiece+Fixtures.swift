extension FurniturePiece {
    /// A mantel over a dark opening with fire.
    mutating func fireplace() {
        let stone = paint.main
        let side = length * 0.22
        let lintel = height * 0.62
        box(stone.shaded(0.9), x: (-right * 0.96, right * 0.96), y: (-front, front), z: (0, height * 0.05))
        for x in [(-right * 0.94, -right + side), (right - side, right * 0.94)] {
            box(stone, x: x, y: (-front, front * 0.85), z: (height * 0.05, height * 0.93))
        }
        box(
            stone, x: (-right + side, right - side), y: (-front, front * 0.85), z: (lintel, height * 0.93),
            round: 0)
        box(
            FurniturePaint.black, x: (-right + side, right - side), y: (-front * 0.95, -front * 0.6),
            z: (height * 0.05, lintel), round: 0)
        box(
            paint.hard.shaded(0.85), x: (-right, right), y: (-front, front), z: (height * 0.93, height),
            round: 0.01)
        box(
            stone, x: (-right + side, right - side), y: (-front, -front * 0.9), z: (height * 0.05, lintel),
            round: 0)
        let wood = Surface(sRGB: 0x5A3E28)
        for (y, z) in [(Float(0.1), Float(0.09)), (0.4, 0.09), (0.25, 0.15)] {
            builder.rod(
                wood, from: SIMD3(-length * 0.17, y * front, height * z),
                to: SIMD3(length * 0.17, y * front, height * z),
                radius: min(height * 0.035, width * 0.1))
        }
        for (x, top) in [(Float(-0.09), Float(0.34)), (0, 0.46), (0.1, 0.3)] {
            builder.lathe(
                Surface(sRGB: 0xF2A03A, emission: 1), at: SIMD2(x * length, 0.2 * front),
                [(0, height * 0.12), (length * 0.045, height * 0.18), (0, height * top)],
                stretch: SIMD2(1, 0.7), segments: 10, isSmooth: true)
        }
    }

    /// A standing figure on a plinth.
    mutating func statue() {
        let foot = height * 0.16
        box(paint.main.shaded(0.85), x: (-right, right), y: (-front, front), z: (0, foot), round: 0.012)
        let body = height - foot
        builder.lathe(
            paint.main,
            [
                (0, foot), (0.55, foot), (0.42, foot + body * 0.2), (0.5, foot + body * 0.38),
                (0.36, foot + body * 0.5),
                (0.66, foot + body * 0.72), (0.5, foot + body * 0.8), (0.16, foot + body * 0.83),
                (0.16, foot + body * 0.87), (0, foot + body * 0.87),
            ], stretch: SIMD2(right, front), segments: 20, isSmooth: true)
        let head = body * 0.085
        builder.ellipsoid(
            paint.main, at: SIMD3(0, 0, height - head),
            radii: SIMD3(min(right * 0.5, head * 0.85), min(front * 0.5, head * 0.9), head),
            segments: 14)
    }

    /// Bowls over each other in a basin.
    mutating func waterFeature() {
        let (radius, stretch) = round
        let stone = paint.main
        builder.lathe(
            stone,
            [
                (0, 0), (radius * 0.9, 0), (radius, height * 0.06), (radius, height * 0.2),
                (radius * 0.88, height * 0.2),
                (radius * 0.85, height * 0.1), (0, height * 0.1),
            ], stretch: stretch, segments: 32)
        builder.cylinder(
            FurniturePaint.water, radius: radius * 0.87, z: (height * 0.05, height * 0.16), stretch: stretch,
            segments: 32)
        builder.cylinder(
            stone, radius: radius * 0.16, z: (height * 0.1, height * 0.86), stretch: stretch, segments: 14)
        for (level, size) in [(Float(0.45), Float(0.62)), (0.78, 0.36)] {
            let z = height * level
            builder.lathe(
                stone,
                [
                    (0, z), (radius * size * 0.3, z), (radius * size, z + height * 0.1),
                    (radius * size * 0.9, z + height * 0.1),
                    (0, z + height * 0.05),
                ], stretch: stretch, segments: 28, isSmooth: true)
            builder.cylinder(
                FurniturePaint.water, radius: radius * size * 0.86,
                z: (z + height * 0.05, z + height * 0.085), stretch: stretch, segments: 28)
        }
        builder.ellipsoid(
            FurniturePaint.water, at: SIMD3(0, 0, height * 0.92),
            radii: SIMD3(radius * 0.1, radius * 0.1, height * 0.08), segments: 12)
    }

    /// A glass tank on a cabinet when high.
    mutating func aquarium() {
        let stand = height > 0.7 ? height * 0.52 : height * 0.04
        box(paint.main, x: (-right, right), y: (-front, front), z: (0, stand), round: 0.01)
        let inset = fit(0.01, 0.03, of: min(length, width))
        let tank = height - stand
        box(
            Surface(sRGB: 0xD9C59F), x: (-right + inset, right - inset), y: (-front + inset, front - inset),
            z: (stand, stand + tank * 0.1), round: 0)
        for (x, high) in [(Float(-0.6), Float(0.6)), (0.1, 0.4), (0.55, 0.7)] {
            builder.lathe(
                FurniturePaint.leaf, at: SIMD2(x * right, -front * 0.2),
                [(0, stand), (min(right, front) * 0.2, stand + tank * 0.2), (0, stand + tank * high)],
                segments: 8)
        }
        for (x, z) in [(Float(-0.2), Float(0.55)), (0.35, 0.4)] {
            builder.ellipsoid(
                Surface(sRGB: 0xE2803A), at: SIMD3(x * right, front * 0.3, stand + tank * z),
                radii: SIMD3(right * 0.09, front * 0.06, tank * 0.06), segments: 8)
        }
        box(
            Surface(sRGB: 0x7FC0CF, roughness: 0.05, opacity: 0.35), x: (-right + inset, right - inset),
            y: (-front + inset, front - inset),
            z: (stand + tank * 0.1, height * 0.96), round: 0)
        box(
            paint.main, x: (-right, right), y: (-front, front), z: (height - tank * 0.06, height),
            round: 0.005)
    }

    /// Panels set in a zigzag.
    mutating func screenPartition() {
        let panels = Int((length / 0.5).rounded().clamped(to: 2...8))
        let cell = length / Float(panels)
        let thick = fit(0.025, 0.3, of: width)
        for index in 0..<panels {
            let x = -right + cell * Float(index)
            let isUp = index % 2 == 0
            let (y0, y1) = isUp ? (-front, front - thick) : (front - thick, -front)
            let paper = Surface(sRGB: 0xEFE8D8)
            func slab(_ surface: Surface, _ from: Float, _ to: Float, _ z: (Float, Float), _ depth: Float) {
                let a = SIMD2(x + cell * from, y0 + (y1 - y0) * from + (thick - depth) / 2)
                let b = SIMD2(x + cell * to, y0 + (y1 - y0) * to + (thick - depth) / 2)
                builder.prism(
                    surface, [a, b, b + SIMD2(0, depth), a + SIMD2(0, depth)], along: 2, from: z.0, to: z.1)
            }
            slab(paper, 0.06, 0.94, (height * 0.06, height * 0.95), thick * 0.5)
            slab(paint.hard, 0, 0.08, (0, height), thick)
            slab(paint.hard, 0.92, 1, (0, height), thick)
            for z in [Float(0.04), 0.35, 0.65, 0.94] {
                slab(paint.hard, 0.08, 0.92, (height * z, height * (z + 0.025)), thick * 0.8)
            }
        }
    }

    mutating func column() {
        let (radius, stretch) = round
        let base = fit(0.16, 0.1, of: height)
        box(paint.main, x: (-right, right), y: (-front, front), z: (0, base), round: 0.015)
        box(paint.main, x: (-right, right), y: (-front, front), z: (height - base, height), round: 0.015)
        builder.cylinder(
            paint.main, radius: radius * 0.84, top: radius * 0.76, z: (base, height - base), stretch: stretch,
            segments: 28)
    }

    /// A pile of books, each a little turned in size.
    mutating func books() {
        let tones: [UInt32] = [0x8C4A3C, 0x3F5A73, 0xC2A35B, 0x5E7355]
        let count = Int((height / 0.04).rounded().clamped(to: 1...6))
        let step = height / Float(count)
        for index in 0..<count {
            let inset = Float(index % 3) * 0.06
            let z = step * Float(index)
            let cover = Surface(sRGB: tones[index % 4])
            let (x, y) = (right * (1 - inset), front * (1 - inset * 0.8))
            box(cover, x: (-x, x), y: (-y, y), z: (z, z + step * 0.16), round: 0)
            box(cover, x: (-x, x), y: (-y, y), z: (z + step * 0.82, z + step), round: 0)
            box(cover, x: (-x, -x * 0.94), y: (-y, y), z: (z, z + step), round: 0)
            box(
                FurniturePaint.linen, x: (-x * 0.95, x * 0.96), y: (-y * 0.96, y * 0.96),
                z: (z + step * 0.1, z + step * 0.9), round: 0)
        }
    }

    mutating func globe() {
        let reach = min(right, front)
        let ball = min(reach, height * 0.42)
        builder.cylinder(
            Surface(sRGB: 0x7C5233), radius: reach * 0.6, top: reach * 0.3, z: (0, height * 0.08))
        builder.cylinder(
            FurniturePaint.brass, radius: reach * 0.08, z: (height * 0.06, height - 2 * ball + ball * 0.1),
            segments: 10)
        builder.ellipsoid(
            paint.main, at: SIMD3(0, 0, height - ball),
            radii: SIMD3(right * ball / reach, front * ball / reach, ball), segments: 24)
        builder.lathe(
            FurniturePaint.leaf,
            [
                (ball * 0.8, height - ball * 1.55), (ball * 1.0, height - ball * 1.15),
                (ball * 1.0, height - ball * 0.9), (ball * 0.85, height - ball * 0.5),
            ],
            segments: 5)
    }

    mutating func door() {
        framedPanel(
            frame: paint.hard, panel: paint.hard.shaded(0.9), x: (-right, right), y: (-front, front),
            z: (0, height), border: 0.09)
        box(
            FurniturePaint.brass, x: (right * 0.62, right * 0.8), y: (-front * 0.2, front * 0.95),
            z: (height * 0.47, height * 0.49))
    }

    mutating func window() {
        framedPanel(
            frame: paint.hard, panel: Surface(sRGB: 0xCFE6F2, roughness: 0.1, emission: 0.55),
            x: (-right, right), y: (-front, front),
            z: (0, height), border: 0.06)
        let bar = fit(0.03, 0.05, of: min(length, height))
        box(paint.hard, x: (-bar / 2, bar / 2), y: (-front * 0.5, front * 0.7), z: (0, height))
        box(
            paint.hard, x: (-right, right), y: (-front * 0.5, front * 0.7),
            z: (height * 0.5 - bar / 2, height * 0.5 + bar / 2))
    }
}
