extension FurniturePiece {
    private var shade: Surface {
        Surface(paint.soft.colour.mixed(with: Colour(sRGB: 0xFFF2D8), 0.6), roughness: 1, emission: 0.45)
    }

    /// A turned foot and a glowing shade.
    mutating func tableLamp() {
        let (radius, stretch) = round
        builder.lathe(
            paint.hard,
            [
                (0, 0), (radius * 0.55, 0), (radius * 0.55, height * 0.04), (radius * 0.3, height * 0.12),
                (radius * 0.42, height * 0.28),
                (radius * 0.3, height * 0.46), (radius * 0.08, height * 0.52), (radius * 0.08, height * 0.62),
                (0, height * 0.62),
            ], stretch: stretch, segments: 20, isSmooth: true)
        builder.cylinder(
            shade, radius: radius, top: radius * 0.68, z: (height * 0.56, height), stretch: stretch,
            segments: 24)
    }

    mutating func floorLamp() {
        let (radius, stretch) = round
        builder.cylinder(
            paint.hard, radius: radius * 0.72, z: (0, height * 0.018), stretch: stretch, segments: 24)
        builder.cylinder(paint.hard, radius: min(0.016, radius * 0.15), z: (0, height * 0.84), segments: 10)
        builder.cylinder(
            shade, radius: radius, top: radius * 0.72, z: (height * 0.79, height), stretch: stretch,
            segments: 24)
    }

    /// A shade on a cord from the ceiling.
    mutating func pendant() {
        let (radius, stretch) = round
        let low = min(height * 0.55, radius * 1.3)
        let isFlat = height < radius * 0.8
        if isFlat {
            builder.cylinder(
                paint.hard, radius: radius * 0.7, z: (height * 0.7, height), stretch: stretch, segments: 24)
            builder.lathe(
                FurniturePaint.glow,
                [
                    (0, 0), (radius * 0.8, height * 0.1), (radius, height * 0.5), (radius, height * 0.72),
                    (0, height * 0.72),
                ],
                stretch: stretch, segments: 28, isSmooth: true)
            return
        }
        builder.cylinder(
            paint.hard, radius: radius * 0.3, z: (height * 0.97, height), stretch: stretch, segments: 16)
        builder.cylinder(
            FurniturePaint.black, radius: min(0.008, radius * 0.06), z: (low * 0.9, height), segments: 6)
        builder.lathe(
            paint.hard,
            [
                (radius, low * 0.08), (radius * 0.9, low * 0.4), (radius * 0.55, low * 0.75),
                (radius * 0.16, low * 0.92),
                (radius * 0.1, low), (0, low),
            ], stretch: stretch, segments: 28, isSmooth: true)
        builder.lathe(
            FurniturePaint.glow,
            [(0, 0), (radius * 0.6, low * 0.02), (radius * 0.97, low * 0.09), (0, low * 0.12)],
            stretch: stretch,
            segments: 28)
    }

    /// A ring of candles around a column.
    mutating func chandelier() {
        let body = min(height * 0.6, max(right, front))
        let reach = min(right, front)
        let metal = paint.hard.metalness > 0 ? paint.hard : FurniturePaint.brass
        builder.cylinder(metal, radius: reach * 0.16, z: (height * 0.97, height), segments: 14)
        builder.cylinder(metal, radius: reach * 0.03, z: (body * 0.6, height), segments: 8)
        builder.lathe(
            metal,
            [
                (0, 0), (reach * 0.08, body * 0.04), (reach * 0.18, body * 0.2), (reach * 0.08, body * 0.4),
                (reach * 0.14, body * 0.6),
                (reach * 0.04, body * 0.85), (0, body),
            ], segments: 14, isSmooth: true)
        let points: [(Float, Float)] = [
            (1, 0), (0.707, 0.707), (0, 1), (-0.707, 0.707), (-1, 0), (-0.707, -0.707), (0, -1),
            (0.707, -0.707),
        ]
        for (x, y) in points {
            let end = SIMD3(x * right * 0.93, y * front * 0.93, body * 0.46)
            builder.rod(
                metal, from: SIMD3(0, 0, body * 0.2), to: SIMD3(end.x, end.y, end.z), radius: reach * 0.03,
                segments: 6)
            builder.cylinder(
                metal, at: SIMD2(end.x, end.y), radius: reach * 0.07, z: (end.z, end.z + body * 0.05),
                segments: 10)
            builder.cylinder(
                FurniturePaint.glow, at: SIMD2(end.x, end.y), radius: reach * 0.05, top: reach * 0.035,
                z: (end.z + body * 0.05, end.z + body * 0.3), segments: 10)
        }
    }

    /// Blades about a hub with a light.
    mutating func ceilingFan() {
        let reach = min(right, front)
        let hub = height * 0.35
        builder.cylinder(FurniturePaint.brass, radius: reach * 0.1, z: (height * 0.92, height), segments: 16)
        builder.cylinder(FurniturePaint.brass, radius: reach * 0.03, z: (hub, height), segments: 10)
        builder.cylinder(FurniturePaint.brass, radius: reach * 0.14, z: (hub * 0.7, hub * 1.7), segments: 20)
        builder.ellipsoid(
            FurniturePaint.glow, at: SIMD3(0, 0, hub * 0.5),
            radii: SIMD3(reach * 0.13, reach * 0.13, hub * 0.5), segments: 16)
        let (z, thick) = (hub * 1.1, max(height * 0.02, 0.004))
        let blade = min(right, front) * 0.12
        for x in [Float(-1), 1] {
            box(
                paint.hard, x: (x * reach * 0.12, x * right), y: (-blade, blade), z: (z, z + thick),
                round: 0.002)
            box(
                paint.hard, x: (-blade, blade), y: (x * reach * 0.12, x * front), z: (z, z + thick),
                round: 0.002)
        }
    }

    mutating func ceilingPanel() {
        box(
            FurniturePaint.white, x: (-right, right), y: (-front, front), z: (height * 0.3, height),
            round: 0.004)
        box(
            FurniturePaint.glow, x: (-right * 0.94, right * 0.94), y: (-front * 0.9, front * 0.9),
            z: (0, height * 0.32), round: 0.002)
    }

    /// A bracket with an upright shade.
    mutating func wallLamp() {
        box(
            paint.hard, x: (-right * 0.45, right * 0.45), y: (-front, -front * 0.7),
            z: (height * 0.1, height * 0.6), round: 0.01)
        builder.rod(
            paint.hard, from: SIMD3(0, -front * 0.8, height * 0.3), to: SIMD3(0, 0, height * 0.3),
            radius: min(right, height) * 0.1)
        builder.cylinder(paint.hard, radius: min(right, front) * 0.3, z: (0, height * 0.42), segments: 14)
        builder.cylinder(
            shade, radius: right * 0.7, top: right, z: (height * 0.4, height),
            stretch: SIMD2(1, front / right), segments: 20)
    }

    /// Candles of different height on a dish.
    mutating func candle() {
        let (radius, stretch) = round
        builder.cylinder(
            paint.hard.shaded(0.7), radius: radius, z: (0, height * 0.08), stretch: stretch, segments: 20)
        let wax = Surface(sRGB: 0xF3E7CC, roughness: 0.7, emission: 0.12)
        for (x, y, top) in [(Float(0), Float(-0.25), Float(0.82)), (0.42, 0.3, 0.55), (-0.42, 0.28, 0.65)] {
            let place = SIMD2(x * right, y * front)
            builder.cylinder(
                wax, at: place, radius: radius * 0.34, z: (height * 0.06, height * top), segments: 14)
            builder.ellipsoid(
                FurniturePaint.glow, at: SIMD3(place.x, place.y, height * (top + 0.09)),
                radii: SIMD3(radius * 0.09, radius * 0.09, height * 0.09), segments: 8)
        }
    }
}
