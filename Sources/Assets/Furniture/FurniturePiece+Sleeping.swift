extension FurniturePiece {
    /// Headboard at the back, pillows, mattress, folded blanket.
    mutating func bed() {
        let board = fit(0.07, 0.06, of: width)
        let base = height * (height > 0.6 ? 0.24 : 0.45)
        let top = height > 0.6 ? min(0.62 * height, max(0.4, base + 0.16)) : height * 0.82
        let frame = paint.hard
        legs(frame, top: base * 0.5, thickness: 0.08)
        box(frame, x: (-right, right), y: (-front, front), z: (base * 0.4, base), round: 0.015)
        box(frame, x: (-right, right), y: (-front, -front + board), z: (base * 0.4, height), round: 0.03)
        let inset = fit(0.03, 0.04, of: length)
        let (left, foot) = (-right + inset, front - inset)
        let head = -front + board
        box(
            FurniturePaint.linen, x: (left, -left), y: (head, foot), z: (base, top),
            round: fit(0.06, 0.3, of: top - base))
        bedding(x: (left, -left), head: head, foot: foot, base: base, top: top)
    }

    /// Pillows at the head and a blanket over the lower two thirds.
    private mutating func bedding(x: (Float, Float), head: Float, foot: Float, base: Float, top: Float) {
        let span = x.1 - x.0
        let run = foot - head
        let lift = fit(0.025, 0.3, of: height - top)
        let edge = fit(0.02, 0.03, of: length)
        box(
            paint.soft, x: (x.0 - edge * 0.9, x.1 + edge * 0.9), y: (head + run * 0.38, foot + edge * 0.5),
            z: (base + (top - base) * 0.3, top + lift), round: 0.05)
        box(
            paint.soft.shaded(1.18), x: (x.0 - edge, x.1 + edge), y: (head + run * 0.33, head + run * 0.45),
            z: (base + (top - base) * 0.3, top + lift * 1.5), round: 0.05)
        let count = span > 1.2 ? 2 : 1
        let cell = span / Float(count)
        let rise = min(0.14, max(0.02, (height - top) * 0.7))
        for index in 0..<count {
            let middle = x.0 + cell * (Float(index) + 0.5)
            let half = min(0.34, cell * 0.42)
            let near = head + min(0.04, run * 0.03)
            box(
                FurniturePaint.linen, x: (middle - half, middle + half),
                y: (near, near + min(0.42, run * 0.24)),
                z: (top - 0.005, top + rise), round: 0.06)
        }
    }

    /// Two beds over each other between four posts, with a ladder at the side.
    mutating func bunkBed() {
        let post = fit(0.08, 0.1, of: min(length, width))
        legs(paint.hard, top: height, thickness: post)
        for level in [Float(0.12), 0.62] {
            let (low, high) = (height * level, height * level + height * 0.07)
            box(paint.hard, x: (-right, right), y: (-front, front), z: (low, high))
            let inset = post * 0.7
            box(
                FurniturePaint.linen, x: (-right + inset, right - inset), y: (-front + inset, front - inset),
                z: (high, high + height * 0.07), round: 0.04)
            box(
                paint.soft, x: (-right + inset * 0.8, right - inset * 0.8),
                y: (-front + width * 0.35, front - inset * 0.8), z: (high, high + height * 0.085), round: 0.04
            )
            box(
                FurniturePaint.linen, x: (-right * 0.6, right * 0.6),
                y: (-front + inset, -front + width * 0.2),
                z: (high + height * 0.06, high + height * 0.12), round: 0.05)
        }
        for level in [Float(0.84), 0.93] {
            let z = (height * level, height * (level + 0.03))
            for side in [-right, right - post * 0.5] {
                box(paint.hard, x: (side, side + post * 0.5), y: (-front, front), z: z)
            }
            box(paint.hard, x: (-right, right), y: (-front, -front + post * 0.5), z: z)
            box(paint.hard, x: (-right, right), y: (front - post * 0.5, front), z: z)
        }
        for step in 1...4 {
            let z = height * (0.12 + 0.12 * Float(step))
            box(paint.hard, x: (-right * 0.5, right * 0.5), y: (front - post * 0.6, front), z: (z, z + 0.03))
        }
        for x in [-right * 0.5, right * 0.5 - post * 0.5] {
            box(paint.hard, x: (x, x + post * 0.5), y: (front - post * 0.6, front), z: (0, height * 0.9))
        }
    }

    /// A high-sided cot with bars.
    mutating func crib() {
        let post = fit(0.05, 0.1, of: min(length, width))
        legs(paint.hard, top: height, thickness: post)
        let floor = height * 0.35
        box(paint.hard, x: (-right, right), y: (-front, front), z: (floor - 0.05 * height, floor))
        box(
            FurniturePaint.linen, x: (-right + post, right - post), y: (-front + post, front - post),
            z: (floor, floor + height * 0.12), round: 0.03)
        box(
            paint.soft, x: (-right + post, right * 0.3), y: (-front + post, front - post),
            z: (floor, floor + height * 0.14), round: 0.03)
        for y in [-front, front - post] {
            box(paint.hard, x: (-right, right), y: (y, y + post), z: (height * 0.95, height))
            bars(from: -right, to: right, count: max(3, Int((length / 0.12).clamped(to: 3...16)))) { x in
                ((x - post * 0.15, x + post * 0.15), (y + post * 0.3, y + post * 0.7))
            }
        }
        for x in [-right, right - post] {
            box(paint.hard, x: (x, x + post), y: (-front, front), z: (height * 0.95, height))
            bars(from: -front, to: front, count: max(2, Int((width / 0.12).clamped(to: 2...12)))) { y in
                ((x + post * 0.3, x + post * 0.7), (y - post * 0.15, y + post * 0.15))
            }
        }
    }

    private mutating func bars(
        from start: Float, to end: Float, count: Int,
        _ footprint: (Float) -> (x: (Float, Float), y: (Float, Float))
    ) {
        for index in 1..<max(2, count) {
            let place = footprint(start + (end - start) * Float(index) / Float(count))
            box(paint.hard, x: place.x, y: place.y, z: (height * 0.3, height * 0.96), round: 0)
        }
    }
}

extension Float {
    func clamped(to range: ClosedRange<Float>) -> Float {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
