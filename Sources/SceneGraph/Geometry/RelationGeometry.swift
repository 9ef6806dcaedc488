/// Where a relation allows an object to stand: the regions of MetaSpatial's constraint reward and of I-Design's
/// placement, number for number.
///
/// Source: `constraint_functions.py` of I-Design, which MetaSpatial uses unchanged. The order of operations is
/// that of the original so that results agree to the last bit; its quirks (a constant slack of half a metre
/// for relations that are not adjacent, corner regions that are neither sorted nor clamped) are kept and
/// marked.
public struct RelationGeometry: Sendable {
    /// The object that is placed: its own size, its angle in degrees, whether it stands on the floor.
    public struct Subject: Hashable, Sendable {
        public var size: BoxSize
        public var angle: Double
        public var isOnTheFloor: Bool

        /// A subject of this size, angle and standing.
        public init(size: BoxSize, angle: Double, isOnTheFloor: Bool) {
            self.size = size
            self.angle = angle
            self.isOnTheFloor = isOnTheFloor
        }
    }

    /// What the subject relates to: an object or a room element, at its centre.
    public struct Target: Hashable, Sendable {
        /// The room element that this is; nil for an object.
        public var element: RoomElement?
        public var size: BoxSize
        public var angle: Double
        public var center: Vector3

        /// A target at a place.
        public init(element: RoomElement?, size: BoxSize, angle: Double, center: Vector3) {
            self.element = element
            self.size = size
            self.angle = angle
            self.center = center
        }
    }

    /// A relation at an angle of the target for which the original has no formula.
    public struct UnsupportedAngle: Error, Hashable, Sendable {
        /// The target's angle in degrees: anything but exactly 0, 90, 180 or 270.
        public let degrees: Double
    }

    /// The room's size in metres.
    public let room: Vector3

    /// Geometry in a room of this size.
    public init(room: Vector3) {
        self.room = room
    }

    /// The region of centres that keeps the relation.
    ///
    /// - Parameters:
    ///   - subject: the object to place (A).
    ///   - target: what it relates to (B).
    ///   - preposition: how.
    ///   - isAdjacent: whether they must touch; `on`, `under`, `above` and `in the corner` ignore it.
    /// - Throws: `UnsupportedAngle` for directional relations to a target at an odd angle.
    public func region(
        of subject: Subject, relativeTo target: Target, preposition: Preposition, isAdjacent: Bool
    ) throws(UnsupportedAngle) -> Region {
        try region(
            of: subject, relativeTo: target, preposition: preposition, adjacency: isAdjacent ? 1 : 0)
    }

    /// As above, with adjacency as the number that the original multiplies with: 1 for true, 0 for false, and
    /// whatever else a stored scene says.
    package func region(
        of subject: Subject, relativeTo target: Target, preposition: Preposition, adjacency: Double
    ) throws(UnsupportedAngle) -> Region {
        let a = Extents(subject)
        switch preposition {
        case .on, .inTheMiddleOf: return on(a, target)
        case .under: return under(a, target)
        case .above: return try above(a, target)
        case .inTheCorner: return try corner(a, target)
        case .leftOf, .rightOf, .inFront, .behind:
            return try beside(a, target, preposition, adjacency)
        }
    }

    /// A's extents along the room's axes.
    private struct Extents {
        let l: Double
        let w: Double
        let h: Double
        let floor: Bool

        init(_ subject: Subject) {
            (l, w) = subject.size.extents(atQuarterTurn: Heading.swapsSides(subject.angle))
            h = subject.size.height
            floor = subject.isOnTheFloor
        }
    }

    // MARK: on

    private func on(_ a: Extents, _ target: Target) -> Region {
        let (bl, bw) = target.size.extents(atQuarterTurn: Heading.swapsSides(target.angle))
        let bh = target.size.height
        let b = target.center
        var x = (b.x - bl / 2 + a.l / 2, b.x + bl / 2 - a.l / 2)
        var y = (b.y - bw / 2 + a.w / 2, b.y + bw / 2 - a.w / 2)
        var z: (Double, Double)
        switch target.element {
        case .ceiling:
            let height = b.z - bh / 2 - a.h / 2
            z = (height, height)
        case .southWall, .northWall, .eastWall, .westWall:
            z = a.floor ? (a.h / 2, a.h / 2) : (b.z - bh / 2 + a.h / 2, b.z + bh / 2 - a.h / 2)
            switch target.element {
            case .westWall: x = (b.x + bl / 2 + a.l / 2, b.x + bl / 2 + a.l / 2)
            case .eastWall: x = (b.x - bl / 2 - a.l / 2, b.x - bl / 2 - a.l / 2)
            case .southWall: y = (b.y + bw / 2 + a.w / 2, b.y + bw / 2 + a.w / 2)
            default: y = (b.y - bw / 2 - a.w / 2, b.y - bw / 2 - a.w / 2)
            }
        case .middle, nil:
            let height = a.floor ? a.h / 2 : b.z + bh / 2 + a.h / 2
            z = (height, height)
        }
        x = clamped(sorted(x), a.l, room.x)
        y = clamped(sorted(y), a.w, room.y)
        z = clamped(sorted(z), a.h, room.z)
        return region(x, y, z)
    }

    // MARK: under, above

    private func under(_ a: Extents, _ target: Target) -> Region {
        let (bl, bw) = target.size.extents(atQuarterTurn: Heading.swapsSides(target.angle))
        let b = target.center
        let z = (a.h / 2, a.floor ? a.h / 2 : b.z - target.size.height / 2 - a.h / 2)
        let x = (b.x - bl / 2 - a.l / 2, b.x + bl / 2 + a.l / 2)
        let y = (b.y - bw / 2 - a.w / 2, b.y + bw / 2 + a.w / 2)
        return region(
            clamped(sorted(x), a.l, room.x), clamped(sorted(y), a.w, room.y), clamped(sorted(z), a.h, room.z))
    }

    private func above(_ a: Extents, _ target: Target) throws(UnsupportedAngle) -> Region {
        let (hx, hy) = try halfExtents(target)
        let b = target.center
        let bh = target.size.height
        var z = a.floor ? (a.h / 2, a.h / 2) : (b.z + bh / 2 + a.h / 2, room.z)
        let x = (b.x - hx - a.l / 2, b.x + hx + a.l / 2)
        let y = (b.y - hy - a.w / 2, b.y + hy + a.w / 2)
        // Only the lower end is clamped: a centre may lie as high as the ceiling itself.
        z.0 = pythonMaximum(a.h / 2, pythonMinimum(z.0, room.z - a.h / 2))
        z.0 = pythonMaximum(z.0, a.h / 2)
        return region(clamped(sorted(x), a.l, room.x), clamped(sorted(y), a.w, room.y), z)
    }

    // MARK: left of, right of, in front, behind

    private enum Side { case plusX, minusX, plusY, minusY }

    private func beside(
        _ a: Extents, _ target: Target, _ preposition: Preposition, _ adjacency: Double
    ) throws(UnsupportedAngle) -> Region {
        let isAdjacent = adjacency != 0
        let (hx, hy) = try halfExtents(target)
        let b = target.center
        let bottom = b.z - target.size.height / 2 + a.h / 2
        let z = a.floor ? (a.h / 2, a.h / 2) : (bottom, room.z - a.h / 2)
        var x: (Double, Double)
        var y: (Double, Double)
        switch try side(preposition, of: target) {
        case .plusX:
            let touching = b.x + hx + a.l / 2
            x = (touching, isAdjacent ? touching : room.x - a.l / 2)
            y = span(b.y, hy, slack(a.w, adjacency))
        case .minusX:
            let touching = b.x - hx - a.l / 2
            x = (isAdjacent ? touching : a.l / 2, touching)
            y = span(b.y, hy, slack(a.w, adjacency))
        case .plusY:
            let touching = b.y + hy + a.w / 2
            y = (touching, isAdjacent ? touching : room.y - a.w / 2)
            x = span(b.x, hx, slack(a.l, adjacency))
        case .minusY:
            let touching = b.y - hy - a.w / 2
            y = (isAdjacent ? touching : a.w / 2, touching)
            x = span(b.x, hx, slack(a.l, adjacency))
        }
        return region(clamped(sorted(x), a.l, room.x), clamped(sorted(y), a.w, room.y), z)
    }

    private func side(_ preposition: Preposition, of target: Target) throws(UnsupportedAngle) -> Side {
        // Sides in the order of quarter turns: what `in front` of a target turned by 0, 90, 180, 270 means.
        let turns: [Side] = [.plusY, .plusX, .minusY, .minusX]
        let offset =
            switch preposition {
            case .behind: 2
            case .leftOf: 3
            case .rightOf: 1
            default: 0
            }
        return turns[(try quarterTurns(target) + offset) % 4]
    }

    /// Quirk: a relation that is not adjacent lets the subject's centre leave the target's flank by half a
    /// metre, whatever the subject's extent.
    private func slack(_ extent: Double, _ adjacency: Double) -> Double {
        // Python reads `not adjacent * extent` as `not (adjacent * extent)`, which counts as 1 or 0.
        let product = adjacency * extent
        return (product - (product == 0 ? 1 : 0)) / 2
    }

    private func span(_ center: Double, _ half: Double, _ slack: Double) -> (Double, Double) {
        (center - half + slack, center + half - slack)
    }

    // MARK: in the corner

    /// Quirk: the strip that touches B's front anywhere along it, neither sorted nor clamped.
    private func corner(_ a: Extents, _ target: Target) throws(UnsupportedAngle) -> Region {
        let (bl, bw, bh) = (target.size.length, target.size.width, target.size.height)
        let b = target.center
        let height = a.floor ? a.h / 2 : b.z - bh / 2 + a.h / 2
        let z = (height, height)
        switch try quarterTurns(target) {
        case 0, 2:
            let x = (b.x - bl / 2 + a.l / 2, b.x + bl / 2 - a.l / 2)
            let front = target.angle == 0 ? b.y + bw / 2 + a.w / 2 : b.y - bw / 2 - a.w / 2
            return region(x, (front, front), z)
        default:
            let y = (b.y - bl / 2 + a.w / 2, b.y + bl / 2 - a.w / 2)
            let front = target.angle == 90 ? b.x + bw / 2 + a.l / 2 : b.x - bw / 2 - a.l / 2
            return region((front, front), y, z)
        }
    }

    // MARK: Parts

    private func quarterTurns(_ target: Target) throws(UnsupportedAngle) -> Int {
        switch target.angle {
        case 0: 0
        case 90: 1
        case 180: 2
        case 270: 3
        default: throw UnsupportedAngle(degrees: target.angle)
        }
    }

    private func halfExtents(_ target: Target) throws(UnsupportedAngle) -> (x: Double, y: Double) {
        let isTurned = try quarterTurns(target) % 2 == 1
        let extents = target.size.extents(atQuarterTurn: isTurned)
        return (extents.x / 2, extents.y / 2)
    }

    private func sorted(_ ends: (Double, Double)) -> (Double, Double) {
        ends.0 > ends.1 ? (ends.1, ends.0) : ends
    }

    private func clamped(_ ends: (Double, Double), _ extent: Double, _ limit: Double) -> (Double, Double) {
        // Quirk: the lower end is not clamped to the far side, so the result may be empty.
        (
            pythonMaximum(ends.0, extent / 2),
            pythonMaximum(extent / 2, pythonMinimum(ends.1, limit - extent / 2))
        )
    }

    private func region(_ x: (Double, Double), _ y: (Double, Double), _ z: (Double, Double)) -> Region {
        Region(
            xMinimum: x.0, xMaximum: x.1, yMinimum: y.0, yMaximum: y.1, zMinimum: z.0, zMaximum: z.1)
    }

    /// Python's `max(first, second)`: the second only where it is greater, which settles NaN.
    private func pythonMaximum(_ first: Double, _ second: Double) -> Double {
        second > first ? second : first
    }

    /// Python's `min(first, second)`: the second only where it is less, which settles NaN.
    private func pythonMinimum(_ first: Double, _ second: Double) -> Double {
        second < first ? second : first
    }
}
