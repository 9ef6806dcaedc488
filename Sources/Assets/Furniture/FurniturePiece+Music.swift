extension FurniturePiece {
    /// An upright case with a keyboard toward the player at the front.
    mutating func piano() {
        let case_ = paint.main == paint.soft ? FurniturePaint.black : paint.main
        let shelf = height * 0.58
        let body = front - width * 0.42
        box(case_, x: (-right, right), y: (-front, body), z: (0, height * 0.97), round: 0.01)
        box(
            case_, x: (-right, right), y: (-front, body + width * 0.03), z: (height * 0.97, height),
            round: 0.006)
        box(
            case_, x: (-right, right), y: (body, front), z: (shelf - height * 0.09, shelf - height * 0.02),
            round: 0.008)
        for x in [-right, right - length * 0.045] {
            box(
                case_, x: (x, x + length * 0.045), y: (body, front), z: (0, shelf + height * 0.03),
                round: 0.008)
        }
        keys(x: (-right * 0.9, right * 0.9), y: (body, front * 0.96), z: shelf - height * 0.02)
        box(
            case_.shaded(1.4), x: (-right * 0.4, right * 0.4), y: (body, body + width * 0.04),
            z: (height * 0.68, height * 0.86), round: 0)
        box(
            FurniturePaint.brass, x: (-right * 0.06, right * 0.06), y: (body, body + width * 0.1),
            z: (height * 0.03, height * 0.05), round: 0.004)
    }

    private mutating func keys(x: (Float, Float), y: (Float, Float), z: Float) {
        let rise = height * 0.022
        box(FurniturePaint.porcelain, x: x, y: y, z: (z, z + rise), round: 0)
        let count = 24
        let cell = (x.1 - x.0) / Float(count)
        for index in 0..<count where ![2, 6].contains(index % 7) {
            let middle = x.0 + cell * Float(index + 1)
            box(
                FurniturePaint.black, x: (middle - cell * 0.26, middle + cell * 0.26),
                y: (y.0, y.0 + (y.1 - y.0) * 0.6),
                z: (z + rise, z + rise * 1.9), round: 0)
        }
    }

    /// A wing-shaped case with its lid raised.
    mutating func grandPiano() {
        let black = paint.main == paint.soft ? FurniturePaint.black : paint.main
        let (low, high) = (height * 0.5, height * 0.74)
        let outline: [SIMD2<Float>] = [
            SIMD2(-right, front * 0.7), SIMD2(-right, -front * 0.85), SIMD2(-right * 0.8, -front),
            SIMD2(-right * 0.1, -front),
            SIMD2(right * 0.2, -front * 0.75), SIMD2(right * 0.85, -front * 0.1), SIMD2(right, front * 0.2),
            SIMD2(right, front * 0.7),
        ]
        builder.prism(black, outline, along: 2, from: low, to: high)
        builder.prism(
            Surface(sRGB: 0xB98A3F, roughness: 0.4),
            outline.map { SIMD2($0.x * 0.93, $0.y * 0.93 - 0.02 * front) }, along: 2, from: high,
            to: high * 1.006)
        box(black, x: (-right, right), y: (front * 0.65, front), z: (low, low * 1.12), round: 0.008)
        for x in [-right, right * 0.93] {
            box(black, x: (x, x + right * 0.07), y: (front * 0.6, front), z: (low, high), round: 0.008)
        }
        keys(x: (-right * 0.9, right * 0.9), y: (front * 0.7, front * 0.98), z: low * 1.12)
        let lid = outline.map {
            SIMD3($0.x, $0.y, high + (right - $0.x) * 0 + (right + $0.x) / length * (height - high))
        }
        builder.polygon(black, lid)
        builder.polygon(black, lid.reversed())
        builder.rod(
            black, from: SIMD3(right * 0.7, -front * 0.1, high),
            to: SIMD3(right * 0.7, 0, high + (height - high) * 0.85), radius: 0.012 * length)
        for (x, y) in [(-0.85, 0.6), (0.85, 0.6), (-0.5, -0.8)] as [(Float, Float)] {
            builder.rod(
                black, from: SIMD3(x * right, y * front, 0), to: SIMD3(x * right, y * front, low),
                radius: 0.03 * length, endRadius: 0.045 * length)
        }
    }

    /// A figure-of-eight body with a neck.
    mutating func guitar() {
        func disc(_ z: Float, _ rx: Float, _ rz: Float, _ surface: Surface, _ y: (Float, Float)) {
            let corners = (0..<16).map { index -> SIMD2<Float> in
                let point = FurniturePiece.sixteenth(index)
                return SIMD2(point.x * rx, z + point.y * rz)
            }
            builder.prism(surface, corners, along: 1, from: y.0, to: y.1)
        }
        let y = (-front * 0.4, front * 0.4)
        disc(height * 0.18, right, height * 0.18, paint.hard, y)
        disc(height * 0.37, right * 0.76, height * 0.13, paint.hard, y)
        disc(height * 0.3, right * 0.26, height * 0.05, FurniturePaint.black, (0, front * 0.43))
        box(
            Surface(sRGB: 0x5A3E28), x: (-right * 0.12, right * 0.12), y: (-front * 0.1, front * 0.5),
            z: (height * 0.34, height * 0.9), round: 0.004)
        box(
            Surface(sRGB: 0x5A3E28), x: (-right * 0.2, right * 0.2), y: (-front * 0.1, front * 0.45),
            z: (height * 0.88, height), round: 0.006)
        builder.rod(
            FurniturePaint.darkMetal, from: SIMD3(-right * 0.5, front, 0),
            to: SIMD3(0, -front * 0.5, height * 0.5), radius: min(right, front) * 0.05)
        builder.rod(
            FurniturePaint.darkMetal, from: SIMD3(0, -front, 0), to: SIMD3(0, -front * 0.45, height * 0.5),
            radius: min(right, front) * 0.05)
    }

    /// A point of the unit circle, in sixteenths of a turn.
    private static func sixteenth(_ index: Int) -> SIMD2<Float> {
        let wave: [Float] = [0, 0.3826834, 0.7071068, 0.9238795, 1]
        func sine(_ step: Int) -> Float {
            let step = step & 15
            let quarter = step < 8 ? step : step - 8
            let value = wave[quarter <= 4 ? quarter : 8 - quarter]
            return step < 8 ? value : -value
        }
        return SIMD2(sine(index + 4), sine(index))
    }

    /// Bass drum, toms, cymbals and a stool's worth of stands.
    mutating func drums() {
        let reach = min(right, front)
        builder.rod(
            paint.main, from: SIMD3(0, -front * 0.05, height * 0.28),
            to: SIMD3(0, front * 0.5, height * 0.28), radius: min(height * 0.28, reach * 0.5),
            segments: 24)
        builder.rod(
            FurniturePaint.linen, from: SIMD3(0, front * 0.5, height * 0.28),
            to: SIMD3(0, front * 0.52, height * 0.28), radius: min(height * 0.25, reach * 0.45),
            segments: 24)
        for (x, y, low, high, size) in [
            (-0.3, 0.1, 0.6, 0.76, 0.26), (0.3, 0.1, 0.6, 0.76, 0.28), (0.7, -0.35, 0.06, 0.5, 0.32),
            (-0.7, -0.35, 0.4, 0.54, 0.28),
        ] as [(Float, Float, Float, Float, Float)] {
            let place = SIMD2(x * right, y * front)
            builder.cylinder(
                paint.main, at: place, radius: reach * size, z: (height * low, height * high), segments: 20)
            builder.cylinder(
                FurniturePaint.linen, at: place, radius: reach * size * 0.94,
                z: (height * high, height * (high + 0.012)), segments: 20)
            builder.cylinder(
                FurniturePaint.steel, at: place, radius: reach * 0.02, z: (0, height * low), segments: 6)
        }
        for (x, y, z) in [(-0.72, 0.3, 0.97), (0.72, 0.3, 0.92)] as [(Float, Float, Float)] {
            let place = SIMD2(x * right, y * front)
            builder.cylinder(
                FurniturePaint.steel, at: place, radius: reach * 0.02, z: (0, height * z), segments: 6)
            builder.lathe(
                FurniturePaint.brass, at: place,
                [(0, height * (z - 0.005)), (reach * 0.34, height * (z - 0.02)), (0, height * (z + 0.03))],
                segments: 24)
        }
        builder.cylinder(
            FurniturePaint.black, at: SIMD2(0, -front * 0.75), radius: reach * 0.24,
            z: (height * 0.4, height * 0.46), segments: 18)
        builder.cylinder(
            FurniturePaint.steel, at: SIMD2(0, -front * 0.75), radius: reach * 0.03, z: (0, height * 0.4),
            segments: 8)
        box(FurniturePaint.black, x: (-right, right), y: (-front, front), z: (0, height * 0.006), round: 0)
    }

    /// A plain canister with a lid.
    mutating func canister() {
        let (radius, stretch) = round
        builder.lathe(
            paint.main,
            [
                (0, 0), (radius * 0.86, 0), (radius * 0.95, height * 0.86), (radius, height * 0.87),
                (radius, height * 0.94), (radius * 0.92, height),
                (0, height),
            ], stretch: stretch, segments: 24)
    }
}
