extension FurniturePiece {
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
