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

        /// The centres at which a body of these half extents would collide with an obstacle.
        init(obstacle: PlacedBox, half: Vector3) {
            let (center, other) = (obstacle.center, obstacle.half)
            lower = Vector3(
                x: center.x - other.x - half.x, y: center.y - other.y - half.y, z: center.z - other.z - half.z)
            upper = Vector3(
                x: center.x + other.x + half.x, y: center.y + other.y + half.y, z: center.z + other.z + half.z)
        }

        func covers(_ value: Double, _ axis: Int) -> Bool {
            lower[axis] + FreeSpace.contact < value && value < upper[axis] - FreeSpace.contact
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
