extension FurniturePiece {
    /// Base, arms, a back and as many cushions as its length seats.
    mutating func sofa() {
        let seats = Int((length / 0.75).rounded(.down).clamped(to: 1...8))
        upholstered(seats: seats, arm: fit(0.18, 0.14, of: length))
    }

    mutating func armchair() {
        upholstered(seats: 1, arm: fit(0.16, 0.2, of: length))
    }

    private mutating func upholstered(seats: Int, arm: Float) {
        let foot = fit(0.1, 0.14, of: height)
        let seat = height * 0.5
        let back = fit(0.24, 0.3, of: width)
        let cloth = paint.soft
        legs(paint.hard, top: foot, thickness: 0.06, inset: fit(0.04, 0.08, of: min(length, width)))
        box(cloth.shaded(0.92), x: (-right, right), y: (-front, front), z: (foot, seat * 0.68), round: 0.03)
        box(
            cloth, x: (-right, right), y: (-front, -front + back * 0.75), z: (foot, height * 0.94),
            round: 0.05)
        for side in [-right, right - arm] {
            box(cloth, x: (side, side + arm), y: (-front, front), z: (foot, height * 0.72), round: 0.05)
        }
        let cell = (length - 2 * arm) / Float(seats)
        for index in 0..<seats {
            let x0 = -right + arm + cell * Float(index)
            let gap = fit(0.006, 0.02, of: cell)
            box(
                cloth.shaded(1.06), x: (x0 + gap, x0 + cell - gap),
                y: (-front + back * 0.6, front - 0.01 * width),
                z: (seat * 0.66, seat), round: 0.045)
            box(
                cloth.shaded(1.06), x: (x0 + gap, x0 + cell - gap),
                y: (-front + back * 0.55, -front + back * 1.25), z: (seat * 0.96, height), round: 0.06,
                lean: SIMD2(0, -back * 0.25))
        }
        if seats > 1 {
            let size = min(0.4, cell * 0.6)
            let accent = FurniturePaint.linen
            for (x, tone) in [(-right + arm + size * 0.55, accent), (right - arm - size * 0.55, accent)] {
                box(
                    tone, x: (x - size / 2, x + size / 2),
                    y: (-front + back * 1.15, -front + back * 1.15 + size * 0.3),
                    z: (seat * 0.97, min(height * 0.97, seat + size * 0.85)), round: 0.05,
                    lean: SIMD2(0, -back * 0.25))
            }
        }
    }

    /// Four legs, a seat and a slightly leaning back.
    mutating func chair() {
        let seat = min(0.47, height * 0.52)
        let leg = fit(0.038, 0.12, of: min(length, width))
        let thick = fit(0.045, 0.1, of: height)
        let frame = paint.hard
        legs(frame, top: seat - thick, thickness: leg)
        box(frame, x: (-right, right), y: (-front, front), z: (seat - thick, seat), round: 0.015)
        let pad = paint.soft
        box(
            pad, x: (-right * 0.9, right * 0.9), y: (-front * 0.8, front * 0.95),
            z: (seat - thick * 0.3, seat + thick * 0.5), round: 0.02)
        let lean = SIMD2<Float>(0, -leg * 0.9)
        let post = -front + leg * 0.95
        for x in [-right, right - leg] {
            box(frame, x: (x, x + leg), y: (post, post + leg), z: (seat - thick, height), lean: lean)
        }
        let (low, high) = (seat + (height - seat) * 0.42, height * 0.995)
        box(
            frame, x: (-right + leg * 0.5, right - leg * 0.5), y: (post, post + leg * 0.7), z: (low, high),
            round: 0.012, lean: SIMD2(0, -leg * 0.6))
    }

    /// Five-star foot on castors, column, padded seat and back, arm rests.
    mutating func officeChair() {
        let seat = height * 0.45
        let reach = min(right, front)
        let (metal, pad) = (FurniturePaint.darkMetal, paint.soft)
        for (x, y) in [(0, 1), (0.95, 0.31), (0.59, -0.81), (-0.59, -0.81), (-0.95, 0.31)] as [(Float, Float)] {
            let end = SIMD3(x * right * 0.88, y * front * 0.88, height * 0.05)
            builder.rod(metal, from: SIMD3(0, 0, height * 0.1), to: end, radius: reach * 0.06, segments: 6)
            builder.ellipsoid(
                metal, at: SIMD3(end.x, end.y, height * 0.03),
                radii: SIMD3(reach * 0.1, reach * 0.1, height * 0.03), segments: 8)
        }
        builder.cylinder(metal, radius: reach * 0.09, z: (height * 0.08, seat * 0.9), segments: 12)
        box(
            pad, x: (-right * 0.82, right * 0.82), y: (-front * 0.75, front), z: (seat * 0.86, seat),
            round: fit(0.04, 0.3, of: seat * 0.14))
        box(
            metal, x: (-right * 0.12, right * 0.12), y: (-front, -front * 0.86),
            z: (seat * 0.85, height * 0.62))
        box(
            pad, x: (-right * 0.78, right * 0.78), y: (-front * 0.92, -front * 0.68),
            z: (seat * 1.12, height),
            round: 0.05, lean: SIMD2(0, -front * 0.08))
        for side in [Float(-1), 1] {
            let x = side * right
            box(
                metal, x: (x, x - side * right * 0.14), y: (-front * 0.5, front * 0.45),
                z: (seat * 1.36, seat * 1.46), round: 0.012)
            box(
                metal, x: (x - side * right * 0.03, x - side * right * 0.1), y: (-front * 0.15, front * 0.1),
                z: (seat * 0.9, seat * 1.38))
            box(
                metal, x: (x - side * right * 0.03, x - side * right * 0.5), y: (-front * 0.15, front * 0.1),
                z: (seat * 0.82, seat * 0.88))
        }
    }

    /// A round seat on four splayed legs with a ring to rest the feet on.
    mutating func stool() {
        let (radius, stretch) = round
        let thick = fit(0.05, 0.15, of: height)
        let seatPaint = paint.hard
        builder.lathe(
            seatPaint,
            [
                (0, height - thick), (radius * 0.92, height - thick), (radius, height - thick * 0.6),
                (radius, height - thick * 0.25), (radius * 0.94, height), (0, height),
            ], stretch: stretch)
        let leg = radius * 0.1
        for (x, y) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] as [(Float, Float)] {
            builder.rod(
                seatPaint, from: SIMD3(x * right * 0.62, y * front * 0.62, 0),
                to: SIMD3(x * right * 0.45, y * front * 0.45, height - thick), radius: leg, endRadius: leg)
        }
        let ring = height * 0.3
        for (x, y) in [(1, 0), (0, 1), (-1, 0), (0, -1)] as [(Float, Float)] {
            let across = SIMD2(-y, x)
            let a = SIMD3((x + across.x) * right * 0.57, (y + across.y) * front * 0.57, ring)
            let b = SIMD3((x - across.x) * right * 0.57, (y - across.y) * front * 0.57, ring)
            builder.rod(seatPaint, from: a, to: b, radius: leg * 0.6, segments: 6)
        }
    }

    /// A plank on two side panels, padded when upholstered; a back when high.
    mutating func bench() {
        let hasBack = height > 0.62
        let seat = hasBack ? height * 0.52 : height
        let thick = fit(0.06, 0.2, of: seat)
        box(paint.hard, x: (-right, right), y: (-front, front), z: (seat - thick, seat), round: 0.012)
        let side = fit(0.06, 0.08, of: length)
        let inset = length * 0.06
        for x in [-right + inset, right - inset - side] {
            box(paint.hard, x: (x, x + side), y: (-front * 0.9, front * 0.9), z: (0, seat - thick))
        }
        box(paint.hard, x: (-right + inset, right - inset), y: (-0.02, 0.02), z: (seat * 0.25, seat * 0.4))
        if hasBack {
            let board = fit(0.05, 0.15, of: width)
            for (low, high) in [(Float(0.6), Float(0.75)), (0.83, 1)] {
                box(
                    paint.hard, x: (-right, right), y: (-front, -front + board),
                    z: (height * low, height * high))
            }
            for x in [-right * 0.9, right * 0.9 - side] {
                box(paint.hard, x: (x, x + side), y: (-front, -front + board), z: (seat - thick, height))
            }
        } else if paint.main == paint.soft {
            box(
                paint.soft, x: (-right, right), y: (-front, front), z: (seat - thick * 1.4, seat), round: 0.03
            )
        }
    }

    /// A slumped sack, higher at the back.
    mutating func beanBag() {
        let (radius, stretch) = round
        builder.lathe(
            paint.soft,
            [
                (0, 0), (radius * 0.86, 0), (radius * 0.97, height * 0.1), (radius, height * 0.24),
                (radius * 0.93, height * 0.42), (radius * 0.75, height * 0.58), (radius * 0.5, height * 0.68),
                (0, height * 0.7),
            ], stretch: stretch, segments: 24, isSmooth: true)
        builder.ellipsoid(
            paint.soft, at: SIMD3(0, -front * 0.38, height * 0.6),
            radii: SIMD3(right * 0.66, front * 0.56, height * 0.4), segments: 20)
    }

    /// A long seat with its back raised at the far end.
    mutating func chaise() {
        let seat = height * 0.45
        legs(paint.hard, top: seat * 0.4, thickness: 0.05, inset: 0.02 * min(length, width))
        box(paint.soft, x: (-right, right), y: (-front, front), z: (seat * 0.4, seat), round: 0.05)
        builder.prism(
            paint.soft,
            [
                SIMD2(-front, seat * 0.5), SIMD2(-front, height), SIMD2(-front + width * 0.08, height),
                SIMD2(-front + width * 0.32, seat * 0.98), SIMD2(-front + width * 0.32, seat * 0.5),
            ], along: 0, from: -right, to: right)
        box(
            FurniturePaint.linen, x: (-right * 0.7, right * 0.7),
            y: (-front + width * 0.14, -front + width * 0.26),
            z: (seat * 1.15, seat * 1.15 + (height - seat) * 0.4), round: 0.04, lean: SIMD2(0, -width * 0.07))
    }

    /// A padded block or pillow.
    mutating func cushion() {
        let isStool = height > 0.22 && min(length, width) > 0.3
        let foot = isStool ? height * 0.14 : 0
        if isStool { legs(paint.hard, top: foot * 1.2, thickness: 0.05, inset: 0.06 * min(length, width)) }
        let puff = 0.35 * min(length, width, isStool ? height * 0.4 : height)
        box(paint.soft, x: (-right, right), y: (-front, front), z: (foot, height), round: puff)
    }

    /// A basket seat hanging in a stand.
    mutating func swing() {
        let pole = fit(0.04, 0.05, of: min(length, width))
        let metal = FurniturePaint.darkMetal
        builder.cylinder(metal, radius: min(right, front), z: (0, height * 0.025), stretch: round.stretch)
        builder.rod(
            metal, from: SIMD3(0, -front + pole, 0), to: SIMD3(0, -front + pole, height * 0.94), radius: pole)
        builder.rod(
            metal, from: SIMD3(0, -front + pole, height * 0.94), to: SIMD3(0, front * 0.1, height - pole),
            radius: pole)
        builder.rod(
            metal, from: SIMD3(0, front * 0.1, height), to: SIMD3(0, front * 0.1, height * 0.74),
            radius: pole * 0.4)
        let centre = SIMD3(0, front * 0.1, height * 0.46)
        builder.ellipsoid(
            paint.main, at: centre + SIMD3(0, -front * 0.12, height * 0.03),
            radii: SIMD3(right * 0.86, front * 0.7, height * 0.3))
        builder.ellipsoid(
            FurniturePaint.linen, at: centre + SIMD3(0, front * 0.34, -height * 0.1),
            radii: SIMD3(right * 0.62, front * 0.52, height * 0.13))
    }
}
