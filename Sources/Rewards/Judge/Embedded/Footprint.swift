import SceneGraph

/// What an object covers of the floor, seen from above: a rectangle at any angle, in metres.
struct Footprint: Hashable, Sendable {
    let x: Double
    let y: Double
    /// Half of the side along `right`.
    let halfLength: Double
    /// Half of the side along the front's direction.
    let halfWidth: Double
    /// The unit vector toward which the front looks.
    let frontX: Double
    let frontY: Double
    /// Half extents along the room's axes.
    let reachX: Double
    let reachY: Double

    init(x: Double, y: Double, halfLength: Double, halfWidth: Double, frontX: Double, frontY: Double) {
        self.x = x
        self.y = y
        self.halfLength = halfLength
        self.halfWidth = halfWidth
        self.frontX = frontX
        self.frontY = frontY
        reachX = abs(frontY) * halfLength + abs(frontX) * halfWidth
        reachY = abs(frontX) * halfLength + abs(frontY) * halfWidth
    }

    /// The floor of a room.
    init(room: Vector3) {
        self.init(
            x: room.x / 2, y: room.y / 2, halfLength: room.x / 2, halfWidth: room.y / 2, frontX: 0, frontY: 1)
    }

    /// The object's right hand.
    var rightX: Double { frontY }
    var rightY: Double { -frontX }
    var area: Double { 4 * halfLength * halfWidth }
    private var isAligned: Bool { abs(frontX) < 1e-9 || abs(frontY) < 1e-9 }

    /// A point in the object's own frame: how far to its right, how far before its centre.
    func local(_ pointX: Double, _ pointY: Double) -> (right: Double, front: Double) {
        let (dx, dy) = (pointX - x, pointY - y)
        return (dx * rightX + dy * rightY, dx * frontX + dy * frontY)
    }

    func contains(_ pointX: Double, _ pointY: Double, margin: Double = 0) -> Bool {
        let point = local(pointX, pointY)
        return abs(point.right) <= halfLength + margin && abs(point.front) <= halfWidth + margin
    }

    /// The point of the rectangle that is nearest to another.
    func nearest(_ pointX: Double, _ pointY: Double) -> (x: Double, y: Double) {
        let point = local(pointX, pointY)
        let right = min(max(point.right, -halfLength), halfLength)
        let front = min(max(point.front, -halfWidth), halfWidth)
        return (x + right * rightX + front * frontX, y + right * rightY + front * frontY)
    }

    /// A corner, 0..<4, in turn.
    func corner(_ index: Int) -> (x: Double, y: Double) {
        let right = index == 0 || index == 3 ? -halfLength : halfLength
        let front = index < 2 ? -halfWidth : halfWidth
        return (x + right * rightX + front * frontX, y + right * rightY + front * frontY)
    }

    /// The unit vector of a side: 0 front, 1 right, 2 back, 3 left.
    func direction(_ side: Int) -> (x: Double, y: Double) {
        switch side {
        case 0: (frontX, frontY)
        case 1: (rightX, rightY)
        case 2: (-frontX, -frontY)
        default: (-rightX, -rightY)
        }
    }

    /// The rectangle of this depth before a side, as broad as `share` of it.
    func zone(_ side: Int, depth: Double, share: Double = 1) -> Footprint {
        let isLengthwise = side % 2 == 0
        let distance = (isLengthwise ? halfWidth : halfLength) + depth / 2
        let toward = direction(side)
        return Footprint(
            x: x + toward.x * distance, y: y + toward.y * distance,
            halfLength: (isLengthwise ? halfLength : halfWidth) * share, halfWidth: depth / 2, frontX: toward.x,
            frontY: toward.y)
    }

    /// The area that two rectangles share.
    func overlap(with other: Footprint) -> Double {
        let width = min(x + reachX, other.x + other.reachX) - max(x - reachX, other.x - other.reachX)
        let depth = min(y + reachY, other.y + other.reachY) - max(y - reachY, other.y - other.reachY)
        guard width > 0, depth > 0 else { return 0 }
        return isAligned && other.isAligned ? width * depth : clippedArea(other)
    }

    /// Sutherland and Hodgman (1974): this rectangle cut by the four sides of the other.
    private func clippedArea(_ other: Footprint) -> Double {
        var polygon = (0..<4).map(corner)
        for side in 0..<4 {
            let normal = other.direction(side)
            let limit = side % 2 == 0 ? other.halfWidth : other.halfLength
            func excess(_ point: (x: Double, y: Double)) -> Double {
                (point.x - other.x) * normal.x + (point.y - other.y) * normal.y - limit
            }
            var kept: [(x: Double, y: Double)] = []
            for (index, point) in polygon.enumerated() {
                let next = polygon[(index + 1) % polygon.count]
                let (here, there) = (excess(point), excess(next))
                if here <= 0 { kept.append(point) }
                if (here < 0 && there > 0) || (here > 0 && there < 0) {
                    let part = here / (here - there)
                    kept.append((point.x + part * (next.x - point.x), point.y + part * (next.y - point.y)))
                }
            }
            guard kept.count > 2 else { return 0 }
            polygon = kept
        }
        var doubled = 0.0
        for (index, point) in polygon.enumerated() {
            let next = polygon[(index + 1) % polygon.count]
            doubled += point.x * next.y - next.x * point.y
        }
        return abs(doubled) / 2
    }

    /// The distance between two rectangles; 0 where they touch or overlap.
    func gap(to other: Footprint) -> Double {
        let dx = max(0, abs(x - other.x) - reachX - other.reachX)
        let dy = max(0, abs(y - other.y) - reachY - other.reachY)
        if isAligned && other.isAligned { return (dx * dx + dy * dy).squareRoot() }
        if dx == 0, dy == 0, overlap(with: other) > 0 { return 0 }
        // Two convex shapes are nearest at a corner of one of them.
        var least = Double.infinity
        for index in 0..<4 {
            least = min(least, distance(corner(index), other), other.distance(other.corner(index), self))
        }
        return least
    }

    private func distance(_ point: (x: Double, y: Double), _ other: Footprint) -> Double {
        let near = other.nearest(point.x, point.y)
        let (dx, dy) = (near.x - point.x, near.y - point.y)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The part of a line from one point to another that crosses the rectangle, as shares of its length; nil if none.
    func crossing(fromX: Double, fromY: Double, toX: Double, toY: Double) -> ClosedRange<Double>? {
        let (start, end) = (local(fromX, fromY), local(toX, toY))
        var (least, most) = (0.0, 1.0)
        for (from, to, limit) in [(start.right, end.right, halfLength), (start.front, end.front, halfWidth)] {
            let step = to - from
            if abs(step) < 1e-12 {
                guard abs(from) < limit else { return nil }
                continue
            }
            let (first, second) = ((-limit - from) / step, (limit - from) / step)
            least = max(least, min(first, second))
            most = min(most, max(first, second))
            guard least < most else { return nil }
        }
        return least...most
    }
}
