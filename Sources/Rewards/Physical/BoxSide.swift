/// A side of an object's box, as the object has it.
public enum BoxSide: String, CaseIterable, Hashable, Sendable {
    case front
    case left
    case right
    case back
}

extension OrientedBox {
    /// The box before one of the sides: as wide as the side, as deep as asked, and as high as the object.
    func zone(before side: BoxSide, depth: Double) -> FloorZone {
        switch side {
        case .front: FloorZone(place + front * half.y, along: right, half.x, into: front, depth)
        case .back: FloorZone(place - front * half.y, along: right, half.x, into: -front, depth)
        case .left: FloorZone(place - right * half.x, along: front, half.y, into: -right, depth)
        case .right: FloorZone(place + right * half.x, along: front, half.y, into: right, depth)
        }
    }
}

/// A rectangle on the floor that begins at a line.
struct FloorZone: Hashable, Sendable {
    /// The middle of the line.
    let origin: SIMD2<Double>
    /// The line's direction, and half of its length in metres.
    let along: SIMD2<Double>
    let halfWidth: Double
    /// The way away from the line, and how far in metres.
    let into: SIMD2<Double>
    let depth: Double

    init(
        _ origin: SIMD2<Double>, along: SIMD2<Double>, _ halfWidth: Double, into: SIMD2<Double>, _ depth: Double
    ) {
        self.origin = origin
        self.along = along
        self.halfWidth = halfWidth
        self.into = into
        self.depth = depth
    }

    /// Points all over the zone, about 5 cm apart and at most 32 each way: the middles of equal cells.
    var samples: [SIMD2<Double>] {
        let columns = Self.count(2 * halfWidth)
        let rows = Self.count(depth)
        var samples: [SIMD2<Double>] = []
        samples.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let x = halfWidth * (2 * (Double(column) + 0.5) / Double(columns) - 1)
                let y = depth * (Double(row) + 0.5) / Double(rows)
                samples.append(origin + along * x + into * y)
            }
        }
        return samples
    }

    private static func count(_ length: Double) -> Int { Int(min(32, max(1, (length / 0.05).rounded(.up)))) }
}
