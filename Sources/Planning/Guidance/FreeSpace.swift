import SceneGraph

/// The part of a box of centres that blockers leave free, one axis after the other.
///
/// A blocker forbids an open box of centres (the Minkowski sum of an obstacle and the body that is placed), so
/// touching is free. On an axis a value is free if some point with it is free on the axes after it; with a value
/// chosen the next axis is asked. Between two neighbouring ends of blockers nothing changes, so that one test an
/// interval decides exactly.
struct FreeSpace {
    /// The forbidden centres of one obstacle, ends not included.
    struct Blocker {
        let lower: Vector3
        let upper: Vector3
        let center: Vector3
        /// Half extents of the body that is placed, and of the obstacle.
        let half: Vector3
        let otherHalf: Vector3

        /// The centres at which a body of these half extents would collide with an obstacle.
        init(obstacle: PlacedBox, half: Vector3) {
            let (center, other) = (obstacle.center, obstacle.half)
            (self.center, self.half, otherHalf) = (center, half, other)
            lower = Vector3(
                x: center.x - other.x - half.x, y: center.y - other.y - half.y, z: center.z - other.z - half.z)
            upper = Vector3(
                x: center.x + other.x + half.x, y: center.y + other.y + half.y, z: center.z + other.z + half.z)
        }

        func covers(_ value: Double, _ axis: Int) -> Bool {
            lower[axis] + FreeSpace.contact < value && value < upper[axis] - FreeSpace.contact
        }

        func overlaps(_ region: Region, _ axis: Int) -> Bool {
            lower[axis] < region.ends[2 * axis + 1] && region.ends[2 * axis] < upper[axis]
        }
    }

    /// How deep a touch may be and count as one: rounding, well below the collision test's tolerance.
    static let contact = 1e-6

    let region: Region
    let blockers: [Blocker]

    /// The free stretches of an axis, rising, where the axes before it have these values.
    func stretches(along axis: Int, given values: [Double] = []) -> [ClosedRange<Double>] {
        let active = blockers.filter { blocker in
            values.indices.allSatisfy { blocker.covers(values[$0], $0) }
        }
        return stretches(axis, active)
    }

    /// What an obstacle takes of an axis: where its middle is, and the half extents that together keep the centre off.
    struct Cut {
        let center: Double
        let half: Double
        let otherHalf: Double
    }

    /// How many obstacles are asked whether they matter: what is cut more often is not worked out.
    private static let askedObstacles = 8

    /// The obstacles that cut an axis where the axes before it have these values, rising: as few as leave the same
    /// stretches. Empty where nothing is cut, and where too much stands there.
    func cuts(along axis: Int, given values: [Double] = []) -> [Cut] {
        let ends = region.ends[2 * axis]...max(region.ends[2 * axis], region.ends[2 * axis + 1])
        var active = blockers.filter { blocker in
            values.indices.allSatisfy { blocker.covers(values[$0], $0) }
                && (axis..<3).allSatisfy { blocker.overlaps(region, $0) }
        }
        let free = stretches(axis, active)
        guard free != [ends], !free.isEmpty, active.count <= Self.askedObstacles else { return [] }
        for blocker in active.indices.reversed() {
            var fewer = active
            fewer.remove(at: blocker)
            if stretches(axis, fewer) == free { active = fewer }
        }
        return active.map { blocker in
            Cut(center: blocker.center[axis], half: blocker.half[axis], otherHalf: blocker.otherHalf[axis])
        }.sorted { ($0.center, $0.otherHalf) < ($1.center, $1.otherHalf) }
    }

    private func stretches(_ axis: Int, _ active: [Blocker]) -> [ClosedRange<Double>] {
        let (least, most) = (region.ends[2 * axis], region.ends[2 * axis + 1])
        guard least <= most else { return [] }
        let ends = active.flatMap { [$0.lower[axis], $0.upper[axis]] }
        return FreeStretches.between(least, most, ends: ends, contact: Self.contact) { isFree($0, axis, active) }
    }

    private func isFree(_ value: Double, _ axis: Int, _ active: [Blocker]) -> Bool {
        let covering = active.filter { $0.covers(value, axis) }
        return covering.isEmpty || axis < 2 && !stretches(axis + 1, covering).isEmpty
    }
}
