extension FurniturePiece {
    /// A field within a border within a hem.
    mutating func rug() {
        let field = paint.soft
        box(
            field.shaded(0.72), x: (-right, right), y: (-front, front), z: (0, height * 0.9),
            round: height * 0.3)
        let edge = fit(0.12, 0.09, of: min(length, width))
        for (index, inset) in [edge * 0.6, edge, edge * 1.8].enumerated() {
            let tone = [
                Surface(field.colour.mixed(with: Colour(sRGB: 0xF2EADB), 0.75)), field, field.shaded(1.16),
            ][index]
            let lift = height * (0.92 + 0.04 * Float(index))
            box(
                tone, x: (-right + inset, right - inset), y: (-front + inset, front - inset),
                z: (height * 0.5, lift), round: 0)
        }
    }

    /// A plain sheet with stripes near its ends.
    mutating func mat() {
        let sheet = paint.main
        box(sheet, x: (-right, right), y: (-front, front), z: (0, height * 0.96), round: height * 0.3)
        let isLong = length >= width
        for side in [Float(-1), 1] {
            let (from, to) = (side * 0.8, side * 0.86)
            box(
                sheet.shaded(1.35), x: isLong ? (right * from, right * to) : (-right, right),
                y: isLong ? (-front, front) : (front * from, front * to), z: (height * 0.5, height), round: 0)
        }
    }

    /// Two wavy panels below a rail.
    mutating func curtain() {
        let rail = fit(0.03, 0.04, of: height)
        builder.rod(
            FurniturePaint.darkMetal, from: SIMD3(-right, 0, height - rail),
            to: SIMD3(right, 0, height - rail), radius: min(rail * 0.5, front * 0.5))
        for (from, to) in [(-right * 0.97, -right * 0.28), (right * 0.28, right * 0.97)] {
            fold(paint.soft, x: (from, to), z: (0, height - rail * 0.6))
        }
        box(
            FurniturePaint.darkMetal, x: (-right * 0.02, right * 0.02), y: (-front, front),
            z: (height - rail * 1.4, height))
    }

    /// A hanging cloth whose depth swings between front and back.
    private mutating func fold(_ surface: Surface, x: (Float, Float), z: (Float, Float)) {
        let folds = Int(((x.1 - x.0) / 0.14).clamped(to: 3...14)) * 2
        let wave: [Float] = [-0.7, 0, 0.7, 0]
        var positions: [SIMD3<Float>] = []
        var normals: [SIMD3<Float>] = []
        let step = (x.1 - x.0) / Float(folds)
        for index in 0...folds {
            let y = wave[index % 4] * front
            let slope = (wave[(index + 1) % 4] - wave[(index + 3) % 4]) * front / (2 * step)
            let normal = SIMD3(-slope, 1, 0).normalised
            for height in [z.0, z.1] {
                positions.append(SIMD3(x.0 + step * Float(index), y, height))
                normals.append(normal)
            }
        }
        var triangles: [UInt32] = []
        for index in 0..<UInt32(folds) {
            let base = index * 2
            triangles += [base, base + 1, base + 2, base + 1, base + 3, base + 2]
        }
        builder.add(surface, positions: positions, normals: normals, triangles: triangles)
        var back: [UInt32] = []
        for start in stride(from: 0, to: triangles.count, by: 3) {
            back += [triangles[start], triangles[start + 2], triangles[start + 1]]
        }
        let flipped = normals.map { -$0 }
        builder.add(surface, positions: positions, normals: flipped, triangles: back)
    }

    /// A pot with a crown of leaves.
    mutating func plant() {
        let pot = height * (height > 0.9 ? 0.3 : 0.4)
        let reach = min(right, front)
        let radius = min(reach * 0.62, pot * 0.8)
        builder.lathe(
            paint.main == FurniturePaint.leaf ? Surface(sRGB: 0xBE6A48) : paint.main,
            [
                (0, 0), (radius * 0.7, 0), (radius * 0.95, pot * 0.85), (radius, pot * 0.86), (radius, pot),
                (radius * 0.88, pot),
                (radius * 0.86, pot * 0.9), (0, pot * 0.9),
            ], segments: 20)
        builder.cylinder(FurniturePaint.soil, radius: radius * 0.86, z: (pot * 0.8, pot * 0.93), segments: 16)
        leaves(base: pot * 0.92, count: 16, top: height)
    }

    /// Arching leaves around a stem, each a folded blade.
    private mutating func leaves(base: Float, count: Int, top: Float) {
        let rise = top - base
        builder.rod(
            Surface(sRGB: 0x6B5138), from: SIMD3(0, 0, base), to: SIMD3(0, 0, base + rise * 0.5),
            radius: min(right, front) * 0.04)
        // The golden angle keeps leaves from lining up; its powers are taken by complex multiplication.
        let turn = SIMD2<Float>(-0.7373688, 0.6754903)
        var direction = SIMD2<Float>(1, 0)
        for index in 0..<count {
            let share = Float(index) / Float(count - 1)
            direction = SIMD2(
                direction.x * turn.x - direction.y * turn.y, direction.x * turn.y + direction.y * turn.x)
            let spread = 1.2 - 0.92 * share
            let root = SIMD3<Float>(0, 0, base + rise * (0.06 + 0.42 * share))
            let tip = SIMD3(
                direction.x * right * spread, direction.y * front * spread, base + rise * (0.3 + 0.7 * share))
            let middle = root + (tip - root) * 0.5 + SIMD3(0, 0, rise * 0.12 * (1 - share))
            let across = SIMD3(-direction.y * right, direction.x * front, 0) * (0.17 + 0.06 * (1 - share))
            let tone = FurniturePaint.leaf.shaded(0.85 + 0.35 * Float(index % 3) / 2)
            for (a, b) in [(across, -across)] {
                builder.polygon(tone, [root, middle + b, tip])
                builder.polygon(tone, [root, tip, middle + a])
                builder.polygon(tone.shaded(0.8), [root, tip, middle + b])
                builder.polygon(tone.shaded(0.8), [root, middle + a, tip])
            }
        }
    }

    /// A trunk and a cone or crown of foliage in a tub.
    mutating func tree() {
        let pot = height * 0.2
        let (radius, stretch) = round
        builder.cylinder(paint.main, radius: radius * 0.36, top: radius * 0.46, z: (0, pot), stretch: stretch)
        builder.cylinder(
            Surface(sRGB: 0x6B5138), radius: radius * 0.08, z: (pot * 0.8, height * 0.5), segments: 10)
        for (low, high, wide) in [(Float(0.26), Float(0.62), Float(1)), (0.45, 0.8, 0.76), (0.64, 1, 0.52)] {
            builder.lathe(
                FurniturePaint.leaf.shaded(0.8 + 0.3 * low),
                [(0, height * low), (radius * wide, height * (low + 0.03)), (0, height * high)],
                stretch: stretch, segments: 18)
        }
    }

    /// A turned vessel with a few stems when tall.
    mutating func vase() {
        let (radius, stretch) = round
        let hasFlowers = height > radius * 2.6
        let lip = hasFlowers ? height * 0.58 : height
        builder.lathe(
            paint.main == paint.soft ? FurniturePaint.porcelain : paint.main.withOpacity(1),
            [
                (0, 0), (radius * 0.5, 0), (radius * 0.78, lip * 0.12),
                (radius * (hasFlowers ? 0.9 : 1), lip * 0.38),
                (radius * 0.7, lip * 0.66), (radius * 0.36, lip * 0.86), (radius * 0.5, lip),
                (radius * 0.4, lip), (radius * 0.3, lip * 0.9),
                (0, lip * 0.88),
            ], stretch: stretch, segments: 24, isSmooth: true)
        guard hasFlowers else { return }
        let blooms: [(Float, Float, Float, UInt32)] = [
            (0, 0.1, 1, 0xE0A3AE), (0.62, 0.3, 0.9, 0xE5BE4C), (-0.6, 0.25, 0.92, 0xF2F0EB),
            (0.2, -0.62, 0.86, 0xCF6C6C),
        ]
        for (x, y, top, code) in blooms {
            let size = radius * 0.34
            let head = SIMD3(x * right, y * front, height * top - size * 0.8)
            builder.rod(
                FurniturePaint.leaf, from: SIMD3(0, 0, lip * 0.8), to: head, radius: radius * 0.04,
                segments: 6)
            builder.ellipsoid(
                Surface(sRGB: code), at: head, radii: SIMD3(size, size, size * 0.8), segments: 10)
        }
    }

    mutating func mirror() {
        framedPanel(
            frame: paint.isClear || paint.main == paint.soft ? FurniturePaint.brass : paint.main,
            panel: FurniturePaint.mirror,
            x: (-right, right), y: (-front, front), z: (0, height))
    }

    /// A framed landscape: sky, sun, hills.
    mutating func picture() {
        framedPanel(
            frame: paint.hard, panel: Surface(sRGB: 0xE9E2D2), x: (-right, right), y: (-front, front),
            z: (0, height), border: 0.035)
        let y = -front + width * 0.62
        let skin = width * 0.02
        let (x, low, high) = (right * 0.72, height * 0.18, height * 0.82)
        box(Surface(sRGB: 0xA9C6D2), x: (-x, x), y: (y, y + skin), z: (low, high), round: 0)
        box(
            Surface(sRGB: 0x5E7F79), x: (-x, x), y: (y, y + skin * 2), z: (low, low + (high - low) * 0.36),
            round: 0)
        builder.prism(
            Surface(sRGB: 0x7E9B84),
            [SIMD2(-x, low), SIMD2(x * 0.5, low), SIMD2(-x * 0.35, low + (high - low) * 0.68)], along: 1,
            from: y, to: y + skin * 1.5)
        builder.prism(
            Surface(sRGB: 0xD9A441),
            [SIMD2(0.3, 0.62), SIMD2(0.5, 0.62), SIMD2(0.55, 0.75), SIMD2(0.4, 0.85), SIMD2(0.25, 0.75)]
                .map { SIMD2($0.x * x * 1.4, low + (high - low) * $0.y) }, along: 1, from: y,
            to: y + skin * 1.2)
    }

    /// A plain panel with a frame and a ledge.
    mutating func board() {
        framedPanel(
            frame: FurniturePaint.steel, panel: paint.main, x: (-right, right), y: (-front, front * 0.6),
            z: (0, height), border: 0.03)
        box(FurniturePaint.steel, x: (-right * 0.5, right * 0.5), y: (-front, front), z: (0, height * 0.03))
    }

    /// A dial with two hands.
    mutating func clock() {
        let reach = SIMD2(right, height / 2)
        let centre = height / 2
        func disc(_ surface: Surface, _ share: Float, _ y: (Float, Float)) {
            let corners = FurniturePiece.circle.map {
                SIMD2($0.x * reach.x * share, centre + $0.y * reach.y * share)
            }
            builder.prism(surface, corners, along: 1, from: y.0, to: y.1)
        }
        disc(paint.hard, 1, (-front, front * 0.6))
        disc(FurniturePaint.white, 0.88, (0, front * 0.7))
        box(
            FurniturePaint.black, x: (-right * 0.035, right * 0.035), y: (front * 0.6, front),
            z: (centre, centre + reach.y * 0.66), round: 0)
        box(
            FurniturePaint.black, x: (0, right * 0.5), y: (front * 0.6, front),
            z: (centre - reach.y * 0.04, centre + reach.y * 0.04), round: 0)
    }

    /// Unit circle in 24 steps of 15 degrees.
    private static let circle: [SIMD2<Float>] = {
        let (cosine, sine): (Float, Float) = (0.9659258, 0.2588190)
        var points: [SIMD2<Float>] = []
        var point = SIMD2<Float>(1, 0)
        for _ in 0..<24 {
            points.append(point)
            point = SIMD2(point.x * cosine - point.y * sine, point.x * sine + point.y * cosine)
        }
        // Rounding must not leave the unit square, or the dial would not fill its box exactly.
        return points.map { $0.clamped(lowerBound: SIMD2(-1, -1), upperBound: SIMD2(1, 1)) }
    }()
}
