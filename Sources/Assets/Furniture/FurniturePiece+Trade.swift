extension FurniturePiece {
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
}
