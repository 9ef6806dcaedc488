/// An axis-aligned box at its place in the room: what the original's collision test sees of an object.
public struct PlacedBox: Hashable, Sendable {
    public var center: Vector3
    /// Half of the extents along the room's axes.
    public var half: Vector3
    /// Whether the object is thin, which exempts it from collisions.
    public var isThin: Bool

    /// How deep two boxes may interpenetrate on an axis and still count as touching, in metres.
    public static let contactTolerance = 1e-3

    /// The box of an object of this size at this centre and angle (degrees).
    ///
    /// Sides are swapped within about a thousandth of a degree of 90 and 270 (NumPy's `isclose`); every other
    /// angle leaves them as they are, as the original does.
    public init(size: BoxSize, angle: Double, center: Vector3) {
        self.init(size: size, angle: angle, center: center, isThin: size.isThin)
    }

    /// As above, with the thinness known to the caller.
    public init(size: BoxSize, angle: Double, center: Vector3, isThin: Bool) {
        let extents = size.extents(atQuarterTurn: Self.swapsSides(angle))
        self.center = center
        self.half = Vector3(x: extents.x / 2, y: extents.y / 2, z: size.height / 2)
        self.isThin = isThin
    }

    /// Whether two solid boxes share more than a contact: MetaSpatial's collision test.
    public func collides(with other: PlacedBox) -> Bool {
        if isThin || other.isThin { return false }
        return Self.overlaps(center.x, half.x, other.center.x, other.half.x)
            && Self.overlaps(center.y, half.y, other.center.y, other.half.y)
            && Self.overlaps(center.z, half.z, other.center.z, other.half.z)
    }

    private static func overlaps(_ a: Double, _ ha: Double, _ b: Double, _ hb: Double) -> Bool {
        let (minimumA, maximumA) = (a - ha, a + ha)
        let (minimumB, maximumB) = (b - hb, b + hb)
        return minimumA < maximumB && maximumA > minimumB
            && abs(minimumA - maximumB) > contactTolerance && abs(maximumA - minimumB) > contactTolerance
    }

    /// Whether the collision test swaps length and width at this angle (degrees).
    package static func swapsSides(_ angle: Double) -> Bool { isClose(angle, 90) || isClose(angle, 270) }

    private static func isClose(_ value: Double, _ reference: Double) -> Bool {
        abs(value - reference) <= 1e-8 + 1e-5 * abs(reference)
    }

    /// Whether the box lies within a room of this size, up to a tolerance in metres.
    public func isInside(room: Vector3, tolerance: Double = 1e-6) -> Bool {
        center.x - half.x >= -tolerance && center.x + half.x <= room.x + tolerance
            && center.y - half.y >= -tolerance && center.y + half.y <= room.y + tolerance
            && center.z - half.z >= -tolerance && center.z + half.z <= room.z + tolerance
    }
}
