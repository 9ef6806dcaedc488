extension FurniturePiece {
    private var casing: Surface { paint.main == paint.soft ? paint.hard : paint.main }

    /// Two doors over each other with long handles.
    mutating func fridge() {
        let depth = fit(0.05, 0.09, of: width)
        box(casing.shaded(0.85), x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.012)
        let split = height * (height > 1.2 ? 0.36 : 0.03)
        for (low, high) in [(height * 0.03, split * 0.99), (split * 1.01, height * 0.995)] where high > low {
            box(
                casing, x: (-right, right), y: (front - depth, front - depth * 0.4), z: (low, high),
                round: 0.015)
            let grip = (high - low) * 0.22
            let middle = low < split * 0.5 ? high - grip * 1.4 : low + grip * 1.4
            box(
                FurniturePaint.darkMetal, x: (-right * 0.86, -right * 0.76), y: (front - depth * 0.5, front),
                z: (middle - grip, middle + grip), round: 0.006)
        }
    }

    /// An oven door with window and handle, knobs, four rings.
    mutating func stove() {
        let depth = fit(0.05, 0.09, of: width)
        let top = height * 0.975
        box(casing, x: (-right, right), y: (-front, front - depth), z: (0, top), round: 0.008)
        box(
            casing, x: (-right * 0.97, right * 0.97), y: (front - depth, front - depth * 0.5),
            z: (height * 0.12, height * 0.8))
        box(
            FurniturePaint.screen, x: (-right * 0.7, right * 0.7),
            y: (front - depth * 0.6, front - depth * 0.4),
            z: (height * 0.25, height * 0.62), round: 0.004)
        box(
            FurniturePaint.darkMetal, x: (-right * 0.75, right * 0.75), y: (front - depth * 0.5, front),
            z: (height * 0.71, height * 0.74))
        for step in -2...2 {
            let x = Float(step) * right * 0.36
            builder.rod(
                FurniturePaint.black, from: SIMD3(x, front - depth, height * 0.89),
                to: SIMD3(x, front - depth * 0.3, height * 0.89), radius: min(right * 0.07, height * 0.03))
        }
        box(
            FurniturePaint.black, x: (-right * 0.97, right * 0.97), y: (-front * 0.98, front - depth * 1.1),
            z: (top, top + height * 0.012), round: 0.004)
        for x in [-right * 0.48, right * 0.48] {
            for y in [-front * 0.5, front * 0.38] {
                builder.cylinder(
                    FurniturePaint.darkMetal, at: SIMD2(x, y), radius: min(right, front) * 0.3,
                    z: (top, height),
                    segments: 18)
            }
        }
    }

    /// A worktop over doors, a sunken basin and a tap.
    mutating func sinkCabinet() {
        let deck = height * 0.88
        baseUnit(deck: deck, overhang: 0.02)
        basin(deck: deck)
        tap(from: deck)
    }

    /// Doors below, a slab above.
    mutating func counter() {
        baseUnit(deck: height, overhang: 0.02)
    }

    mutating func island() {
        baseUnit(deck: height, overhang: 0.06)
        let reach = min(right, front)
        if reach > 0.2 {
            box(
                Surface(sRGB: 0xC39B6B, roughness: 0.6), x: (-right * 0.4, -right * 0.1),
                y: (-front * 0.3, front * 0.3),
                z: (height * 0.99, height), round: 0)
        }
    }

    private mutating func baseUnit(deck: Float, overhang: Float) {
        let slab = fit(0.045, 0.07, of: deck)
        let edge = fit(overhang, 0.06, of: min(length, width))
        let plinth = fit(0.09, 0.12, of: deck)
        let isStone = paint.main.roughness == 0.6 && paint.main.metalness == 0
        let body = isStone ? FurniturePaint.white : casing
        let top = isStone ? paint.main : Surface(sRGB: 0xD7D3CC, roughness: 0.35)
        box(
            FurniturePaint.darkMetal, x: (-right * 0.96, right * 0.96), y: (-front * 0.96, front * 0.86),
            z: (0, plinth), round: 0)
        box(
            body, x: (-right + edge, right - edge), y: (-front + edge * 0.3, front - edge * 1.5),
            z: (plinth, deck - slab))
        doorFronts(
            x: (-right + edge, right - edge), y: front - edge * 1.5, z: (plinth, deck - slab * 1.2),
            count: Int((length / 0.5).rounded().clamped(to: 1...9)), surface: body.shaded(1.08),
            handle: FurniturePaint.darkMetal)
        box(top, x: (-right, right), y: (-front, front), z: (deck - slab, deck), round: 0.008)
    }

    private mutating func basin(deck: Float) {
        let (x, y) = (min(right * 0.62, 0.42), front * 0.62)
        let rim = min(0.012, x * 0.1)
        box(
            FurniturePaint.porcelain, x: (-x, x), y: (-y * 0.7, y),
            z: (deck * 0.98, deck + (height - deck) * 0.12), round: 0.006)
        box(
            Surface(sRGB: 0xA9B2B8, roughness: 0.3), x: (-x + rim * 2, x - rim * 2),
            y: (-y * 0.7 + rim * 2, y - rim * 2),
            z: (deck, deck + (height - deck) * 0.14), round: 0)
    }

    private mutating func tap(from deck: Float) {
        let radius = min(0.016, right * 0.08, front * 0.08)
        let y = -front * 0.66
        let top = height - radius
        builder.rod(FurniturePaint.steel, from: SIMD3(0, y, deck), to: SIMD3(0, y, height), radius: radius)
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, y, top), to: SIMD3(0, y + front * 0.6, top),
            radius: radius * 0.9)
        builder.rod(
            FurniturePaint.steel, from: SIMD3(0, y + front * 0.58, top),
            to: SIMD3(0, y + front * 0.58, top - (height - deck) * 0.3), radius: radius * 0.8)
    }

    /// A sloping hood under a chimney.
    mutating func rangeHood() {
        let lip = height * 0.14
        box(casing, x: (-right, right), y: (-front, front), z: (0, lip), round: 0.006)
        builder.prism(
            casing,
            [
                SIMD2(-front, lip), SIMD2(front, lip), SIMD2(-front * 0.2, height * 0.45),
                SIMD2(-front, height * 0.45),
            ], along: 0, from: -right * 0.9, to: right * 0.9)
        box(
            casing, x: (-right * 0.36, right * 0.36), y: (-front, -front * 0.2), z: (height * 0.4, height),
            round: 0.006)
    }

    /// A small box with a dark window, a knob and a spout.
    mutating func smallAppliance() {
        let depth = width * 0.1
        box(casing, x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.02)
        box(
            FurniturePaint.screen, x: (-right * 0.82, right * 0.4),
            y: (front - depth * 1.1, front - depth * 0.6),
            z: (height * 0.16, height * 0.84), round: 0.01)
        for level in [Float(0.3), 0.55, 0.78] {
            builder.rod(
                FurniturePaint.steel, from: SIMD3(right * 0.7, front - depth * 1.1, height * level),
                to: SIMD3(right * 0.7, front, height * level), radius: min(right * 0.14, height * 0.07))
        }
    }

    /// A white box with a round glass door or a steel front.
    mutating func washingMachine() {
        let depth = fit(0.03, 0.06, of: width)
        box(casing, x: (-right, right), y: (-front, front - depth), z: (0, height), round: 0.012)
        box(
            FurniturePaint.black, x: (-right * 0.2, right * 0.9),
            y: (front - depth * 1.2, front - depth * 0.7),
            z: (height * 0.87, height * 0.95), round: 0.004)
        let reach = min(right, height / 2) * 0.62
        let centre = SIMD3(0, front - depth * 1.2, height * 0.45)
        builder.rod(
            FurniturePaint.steel, from: centre, to: centre + SIMD3(0, depth * 0.8, 0), radius: reach,
            segments: 24)
        builder.rod(
            FurniturePaint.screen, from: centre, to: centre + SIMD3(0, depth * 1.2, 0), radius: reach * 0.76,
            endRadius: reach * 0.7, segments: 24)
    }

    /// Pans hanging from a frame below the ceiling.
    mutating func potRack() {
        let tube = fit(0.025, 0.06, of: min(length, width))
        let frame = height * 0.55
        for y in [-front, front - tube] {
            box(paint.hard, x: (-right, right), y: (y, y + tube), z: (frame, frame + tube))
        }
        for x in [-right, right - tube] {
            box(paint.hard, x: (x, x + tube), y: (-front, front), z: (frame, frame + tube))
            for y in [-front + tube, front - tube] {
                let rod = tube * 0.25
                builder.rod(
                    paint.hard, from: SIMD3(x + tube / 2, y, frame), to: SIMD3(x * 0.8, y * 0.8, height),
                    radius: rod, segments: 6)
            }
        }
        let count = Int((length / 0.28).clamped(to: 2...6))
        for index in 0..<count {
            let x = -right * 0.8 + length * 0.8 * (Float(index) + 0.5) / Float(count)
            let y: Float = (index % 2 == 0 ? 0.45 : -0.45) * front
            let radius = min(length * 0.32 / Float(count), front * 0.4)
            builder.rod(
                FurniturePaint.steel, from: SIMD3(x, y, frame), to: SIMD3(x, y, frame * 0.45),
                radius: tube * 0.2, segments: 6)
            builder.cylinder(
                index % 2 == 0
                    ? Surface(sRGB: 0xB87048, roughness: 0.35, metalness: 0.7) : FurniturePaint.darkMetal,
                at: SIMD2(x, y), radius: radius, top: radius * 0.92, z: (0, frame * 0.45), segments: 16)
        }
    }

    /// A bowl with fruit.
    mutating func bowl() {
        let (radius, stretch) = round
        builder.lathe(
            casing,
            [
                (0, 0), (radius * 0.4, 0), (radius * 0.5, height * 0.06), (radius * 0.85, height * 0.3),
                (radius, height * 0.7), (radius * 0.94, height * 0.7), (radius * 0.7, height * 0.42),
                (0, height * 0.4),
            ], stretch: stretch, segments: 24, isSmooth: true)
        let fruit = min(radius * 0.34, height * 0.26)
        let places: [(Float, Float, UInt32)] = [
            (0.3, 0.2, 0xC0392B), (-0.35, 0.15, 0xE0A030), (0.05, -0.38, 0x7FA24C),
        ]
        for (x, y, code) in places {
            builder.ellipsoid(
                Surface(sRGB: code, roughness: 0.5), at: SIMD3(x * right, y * front, height * 0.62),
                radii: SIMD3(repeating: fruit), segments: 10)
        }
        builder.ellipsoid(
            Surface(sRGB: 0xE0A030, roughness: 0.5), at: SIMD3(0, 0, height - fruit),
            radii: SIMD3(repeating: fruit), segments: 10)
    }
}
