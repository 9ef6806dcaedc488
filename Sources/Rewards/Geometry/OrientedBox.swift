import SceneGraph

/// A box that stands upright, turned about the vertical by any angle.
public struct OrientedBox: Hashable, Sendable {
    /// The centre in metres.
    public var center: Vector3
    /// Half of length, width and height in metres.
    public let half: Vector3
    /// The unit vector toward the object's own right, along which its length lies.
    public let right: SIMD2<Double>
    /// The unit vector toward which the object faces, along which its width lies.
    public let front: SIMD2<Double>

    /// The box of an object of this size at this angle (degrees, see `Heading`) and centre.
    public init(size: BoxSize, angle: Double, center: Vector3) {
        let direction = Heading.direction(angle)
        self.center = center
        half = Vector3(x: size.length / 2, y: size.width / 2, z: size.height / 2)
        front = SIMD2(direction.x, direction.y)
        right = SIMD2(direction.y, -direction.x)
    }

    /// A box that faces this way (a unit vector), with these half sides along its right, its front and up.
    package init(front: SIMD2<Double>, half: Vector3, center: Vector3) {
        self.center = center
        self.half = half
        self.front = front
        right = SIMD2(front.y, -front.x)
    }

    /// The centre in the floor plane.
    public var place: SIMD2<Double> { SIMD2(center.x, center.y) }
    /// The height of the underside in metres.
    public var bottom: Double { center.z - half.z }
    /// The height of the upper side in metres.
    public var top: Double { center.z + half.z }
    /// The volume in cubic metres.
    public var volume: Double { 8 * half.x * half.y * half.z }

    /// The box's shadow on the floor.
    public var footprint: FloorPolygon {
        let (a, b) = (right * half.x, front * half.y)
        return FloorPolygon(convex: [place - a - b, place + a - b, place + a + b, place - a + b])
    }

    /// Half of the extent along a unit vector in the floor plane.
    public func halfExtent(along axis: SIMD2<Double>) -> Double {
        half.x * abs((right * axis).sum()) + half.y * abs((front * axis).sum())
    }

    /// Half of the extents along the room's x and y axes.
    public var halfExtents: SIMD2<Double> {
        SIMD2(halfExtent(along: SIMD2(1, 0)), halfExtent(along: SIMD2(0, 1)))
    }

    /// A point in the floor plane in the box's own axes: x toward its right, y toward its front, from its centre.
    public func local(_ point: SIMD2<Double>) -> SIMD2<Double> {
        let offset = point - place
        return SIMD2((offset * right).sum(), (offset * front).sum())
    }

    /// The distance from a point in the floor plane to the footprint; 0 inside.
    public func footprintDistance(to point: SIMD2<Double>) -> Double {
        let offset = local(point)
        let (x, y) = (max(0, abs(offset.x) - half.x), max(0, abs(offset.y) - half.y))
        return (x * x + y * y).squareRoot()
    }
}
