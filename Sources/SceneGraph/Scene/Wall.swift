/// A wall of a room: an upright plane over a stretch of the floor's outline.
public struct Wall: Hashable, Sendable {
    /// `south_wall`, `east_wall`, `north_wall`, `west_wall` in box-shaped rooms; elsewhere as the outline calls it.
    public let name: String
    /// Its two ends in metres. Offsets along the wall count from the first: the west or south end in box-shaped rooms,
    /// elsewhere the corner at which the wall begins counter-clockwise.
    public let start: SIMD2<Double>
    public let end: SIMD2<Double>
    /// The unit vector into the room.
    public let inward: SIMD2<Double>

    /// A wall between two points, the room being on the left of who goes from the first to the second, or else on the
    /// right.
    init(_ name: String, from start: SIMD2<Double>, to end: SIMD2<Double>, isRoomOnLeft: Bool = true) {
        self.name = name
        self.start = start
        self.end = end
        let way = end - start
        let along = way / (way * way).sum().squareRoot()
        // 0 - x instead of -x: no negative zero.
        inward = isRoomOnLeft ? SIMD2(0 - along.y, along.x) : SIMD2(along.y, 0 - along.x)
    }

    /// Its length in metres.
    public var length: Double {
        let way = end - start
        return (way * way).sum().squareRoot()
    }

    /// The unit vector from the first end to the second.
    public var along: SIMD2<Double> { (end - start) / length }

    /// The middle of its foot.
    public var middle: SIMD2<Double> { (start + end) / 2 }

    /// The angle of what has its back to the wall, in degrees.
    public var angle: Double { Heading.degrees(toward: inward) }

    /// The angle of what faces the wall, in degrees.
    public var facingAngle: Double { Heading.degrees(toward: -inward) }

    /// The part of a box-shaped room that looks the same way; nil for walls that do not run along an axis.
    public var likeness: RoomElement? {
        RoomElement.allCases.first { $0.isWall && $0.angle == angle }
    }

    /// How far a shape is from the wall's plane, in metres; negative where it reaches through it.
    public func gap(to shape: FloorPolygon) -> Double {
        shape.corners.reduce(Double.infinity) { min($0, (($1 - start) * inward).sum()) }
    }

    /// How far a shape is from touching the wall: the gap, and as much as it is beside the wall.
    public func deviation(of shape: FloorPolygon) -> Double {
        let places = shape.corners.map { (($0 - start) * along).sum() }
        guard let least = places.min(), let most = places.max() else { return .infinity }
        return max(abs(gap(to: shape)), -most, least - length)
    }

    /// Whether a box touches the wall, up to the millimetre that the original's collision test lets pass.
    public func isTouched(by size: BoxSize, angle: Double, at center: Vector3) -> Bool {
        deviation(of: FloorPolygon(shadowOf: size, angle: angle, at: SIMD2(center.x, center.y)))
            <= PlacedBox.contactTolerance
    }

    /// The wall as the target of relations by the original's formulas; nil for walls that do not run along an axis, of
    /// which it has none.
    /// - Parameter height: the room's height in metres.
    public func target(height: Double) -> RelationGeometry.Target? {
        likeness.map { element in
            RelationGeometry.Target(
                element: element, size: BoxSize(length: length, width: 0, height: height), angle: angle,
                center: Vector3(x: middle.x, y: middle.y, z: height / 2))
        }
    }
}
