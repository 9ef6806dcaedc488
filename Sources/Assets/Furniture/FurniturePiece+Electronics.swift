extension FurniturePiece {
    /// A dark pane; on a foot when its depth allows one.
    mutating func screen() {
        let hasFoot = width > 0.1 && width > height * 0.12
        let bottom = hasFoot ? height * 0.14 : 0
        let pane = hasFoot ? min(0.04, width * 0.3) : width
        box(
            FurniturePaint.black, x: (-right, right), y: (-pane / 2, pane * 0.42), z: (bottom, height),
            round: 0.004)
        let edge = min(0.015, length * 0.03, height * 0.04)
        box(
            FurniturePaint.screen, x: (-right + edge, right - edge), y: (0, pane / 2),
            z: (bottom + edge, height - edge), round: 0)
        if hasFoot {
            box(
                FurniturePaint.darkMetal, x: (-right * 0.08, right * 0.08), y: (-pane * 0.6, 0),
                z: (0, height * 0.4))
            box(
                FurniturePaint.darkMetal, x: (-right * 0.4, right * 0.4), y: (-front, front),
                z: (0, height * 0.03), round: 0.003)
        }
    }

    /// An open laptop, screen at the back.
    mutating func laptop() {
        let thick = fit(0.018, 0.3, of: height)
        box(FurniturePaint.steel, x: (-right, right), y: (-front, front), z: (0, thick), round: 0.004)
        box(
            FurniturePaint.black, x: (-right * 0.9, right * 0.9), y: (-front * 0.6, front * 0.2),
            z: (thick * 0.9, thick * 1.1), round: 0)
        guard height > thick * 2 else { return }
        box(
            FurniturePaint.steel, x: (-right, right), y: (-front, -front + width * 0.05), z: (thick, height),
            round: 0.003)
        box(
            FurniturePaint.screen, x: (-right * 0.94, right * 0.94),
            y: (-front + width * 0.03, -front + width * 0.06),
            z: (thick * 1.8, height * 0.97), round: 0)
    }

    /// A cabinet with a row of round membranes.
    mutating func speaker() {
        let depth = width * 0.06
        box(paint.main, x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.012)
        let isTall = height >= length
        let reach = min(right, height / 2)
        let run = isTall ? height : length
        let count = run > reach * 3.2 ? 3 : 2
        for index in 0..<count {
            let share = (Float(index) + 0.5) / Float(count)
            let radius =
                min(reach * 0.7, run / Float(count) * 0.42) * (index == count - 1 && isTall ? 0.6 : 1)
            let centre =
                isTall
                ? SIMD3(0, front - depth * 1.1, height * share)
                : SIMD3(-right + length * share, front - depth * 1.1, height / 2)
            builder.rod(
                FurniturePaint.steel.shaded(0.6), from: centre, to: centre + SIMD3(0, depth * 0.7, 0),
                radius: radius, segments: 18)
            builder.rod(
                FurniturePaint.black, from: centre, to: centre + SIMD3(0, depth * 1.1, 0),
                radius: radius * 0.8, endRadius: radius * 0.3,
                segments: 18)
        }
    }

    /// A case with a lens, on a pole when high.
    mutating func projector() {
        let body = min(height * 0.5, 0.16)
        box(paint.main, x: (-right, right), y: (-front, front * 0.9), z: (0, body), round: 0.02)
        builder.rod(
            FurniturePaint.screen, from: SIMD3(right * 0.4, front * 0.8, body / 2),
            to: SIMD3(right * 0.4, front, body / 2),
            radius: min(body * 0.34, right * 0.3), segments: 16)
        builder.cylinder(
            FurniturePaint.darkMetal, radius: min(right, front) * 0.12, z: (body, height), segments: 10)
        builder.cylinder(
            FurniturePaint.darkMetal, radius: min(right, front) * 0.3, z: (height * 0.96, height),
            segments: 14)
    }

    mutating func projectorScreen() {
        let roll = fit(0.1, 0.12, of: height)
        box(
            FurniturePaint.darkMetal, x: (-right, right), y: (-front, front), z: (height - roll, height),
            round: 0.02)
        box(
            FurniturePaint.black, x: (-right * 0.98, right * 0.98), y: (-front * 0.4, front * 0.2),
            z: (0, height - roll), round: 0)
        box(
            Surface(sRGB: 0xF7F6F2, emission: 0.08), x: (-right * 0.96, right * 0.96), y: (0, front * 0.3),
            z: (height * 0.03, height - roll), round: 0)
    }

    mutating func printer() {
        let depth = width * 0.12
        box(paint.main, x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.02)
        box(
            FurniturePaint.black, x: (-right * 0.75, right * 0.75),
            y: (front - depth * 1.2, front - depth * 0.8),
            z: (height * 0.4, height * 0.62), round: 0.004)
        box(
            FurniturePaint.white, x: (-right * 0.6, right * 0.6), y: (front - depth * 2, front),
            z: (height * 0.42, height * 0.46), round: 0)
        box(
            paint.main.shaded(0.85), x: (-right * 0.6, right * 0.6), y: (-front * 0.9, -front * 0.6),
            z: (height * 0.95, height))
    }

    /// A flat case with a display and knobs.
    mutating func computer() {
        let depth = width * 0.06
        box(paint.main, x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.008)
        box(
            Surface(sRGB: 0x3E6C7E, roughness: 0.2, emission: 0.3), x: (-right * 0.8, right * 0.1),
            y: (front - depth * 1.1, front - depth * 0.7), z: (height * 0.4, height * 0.75), round: 0)
        for x in [Float(0.4), 0.75] {
            builder.rod(
                FurniturePaint.steel, from: SIMD3(right * x, front - depth, height * 0.55),
                to: SIMD3(right * x, front, height * 0.55),
                radius: min(height * 0.2, right * 0.12), segments: 12)
        }
    }

    /// Three legs with a camera on top.
    mutating func tripod() {
        let hub = height * 0.72
        for (x, y) in [(Float(0), Float(1)), (0.97, -0.97), (-0.97, -0.97)] {
            builder.rod(
                FurniturePaint.darkMetal, from: SIMD3(x * right * 0.97, y * front * 0.97, 0),
                to: SIMD3(0, 0, hub),
                radius: min(right, front) * 0.03, segments: 8)
        }
        builder.cylinder(
            FurniturePaint.darkMetal, radius: min(right, front) * 0.05, z: (hub * 0.8, height * 0.84),
            segments: 10)
        let half = min(right * 0.5, height * 0.14)
        box(
            FurniturePaint.black, x: (-half, half), y: (-front * 0.4, front * 0.25),
            z: (height * 0.83, height), round: 0.015)
        builder.rod(
            FurniturePaint.black, from: SIMD3(0, front * 0.25, height * 0.91),
            to: SIMD3(0, front * 0.6, height * 0.91),
            radius: min(half * 0.7, height * 0.07), segments: 16)
        box(
            FurniturePaint.darkMetal, x: (-right, -right * 0.94), y: (-front, -front * 0.94),
            z: (0, height * 0.005), round: 0)
    }
}
