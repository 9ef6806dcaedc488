/// Two boxes that run into each other.
public struct BoxOverlap: Hashable, Sendable {
    /// How far one must move, at least, until they only touch, in metres.
    public let depth: Double
    /// What they have in common, in cubic metres.
    public let volume: Double
}

extension OrientedBox {
    /// How deep two boxes are in each other; 0 where they touch or are apart.
    ///
    /// The separating axis test: for two upright boxes the vertical and the four horizontal sides' directions are
    /// all the axes there are, so the least overlap along them is the least move that parts them.
    public func depth(in other: OrientedBox) -> Double {
        var depth = half.z + other.half.z - abs(center.z - other.center.z)
        let offset = other.place - place
        for axis in [right, front, other.right, other.front] {
            if depth <= 0 { return 0 }
            let reach = halfExtent(along: axis) + other.halfExtent(along: axis)
            depth = min(depth, reach - abs((offset * axis).sum()))
        }
        return max(0, depth)
    }

    /// What two boxes have in common, in cubic metres: the footprints' intersection times the common height.
    public func commonVolume(_ other: OrientedBox) -> Double {
        let height = min(top, other.top) - max(bottom, other.bottom)
        return height > 0 ? footprint.intersection(other.footprint).area * height : 0
    }

    /// How two boxes run into each other; nil unless deeper than the tolerance.
    public func overlap(_ other: OrientedBox, beyond tolerance: Double) -> BoxOverlap? {
        let depth = depth(in: other)
        return depth > tolerance ? BoxOverlap(depth: depth, volume: commonVolume(other)) : nil
    }
}
