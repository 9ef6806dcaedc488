/// Refutes bounds in which more objects must share a strip of the room than are as long as it.
///
/// Objects of which any two must overlap on two axes stand in a row along the third: their extents add up to
/// no more than the row's span. Objects of which any two must overlap in height alone stand on one floor: the
/// same for areas. Both follow from the bounds, so that a refusal is a proof. (The energy argument of
/// disjunctive scheduling; pairs alone would try every order of the row.)
struct CapacityCheck {
    private let half: [Double]
    private let solid: [Int]
    private let slack: Double

    init(_ problem: PlacementProblem) {
        half = problem.half
        solid = problem.scene.objects.indices.filter {
            problem.selection.objects[$0] && !problem.isThin($0) && !problem.isPinned($0)
        }
        slack = 2 * problem.tolerance
    }

    /// False when some group cannot fit.
    func admits(_ bounds: CoordinateBounds) -> Bool {
        guard solid.count > 2 else { return true }
        let overlaps = (0..<3).map { self.overlaps($0, bounds) }
        for axis in 0..<3 {
            let (other, another) = (overlaps[(axis + 1) % 3], overlaps[(axis + 2) % 3])
            for first in solid.indices {
                // Those that must stand in one row with all of the group so far.
                var candidates = other[first] & another[first]
                guard candidates != Members() else { continue }
                var (least, greatest) = span(first, axis, bounds)
                var sum = 2 * half[3 * solid[first] + axis]
                for second in solid.indices where isMember(second, candidates) {
                    candidates &= other[second] & another[second]
                    let (low, high) = span(second, axis, bounds)
                    least = min(least, low)
                    greatest = max(greatest, high)
                    sum += 2 * half[3 * solid[second] + axis] - slack
                    if sum > greatest - least + 1e-6 { return false }
                }
            }
        }
        return admitsFloor(bounds, overlaps[2])
    }

    private func admitsFloor(_ bounds: CoordinateBounds, _ overlaps: [Members]) -> Bool {
        guard let first = solid.indices.max(by: { area($0) < area($1) }) else { return true }
        var candidates = overlaps[first]
        var sum = 0.0
        var (x, y) = (span(first, 0, bounds), span(first, 1, bounds))
        func add(_ index: Int) {
            sum += max(2 * half[3 * solid[index]] - slack, 0) * max(2 * half[3 * solid[index] + 1] - slack, 0)
            let (spanX, spanY) = (span(index, 0, bounds), span(index, 1, bounds))
            x = (min(x.0, spanX.0), max(x.1, spanX.1))
            y = (min(y.0, spanY.0), max(y.1, spanY.1))
        }
        add(first)
        for second in solid.indices where isMember(second, candidates) {
            candidates &= overlaps[second]
            add(second)
        }
        return sum <= (x.1 - x.0) * (y.1 - y.0) + 1e-6
    }

    /// A set of positions in `solid`: a scene has at most 200 objects.
    private typealias Members = SIMD4<UInt64>

    private func isMember(_ index: Int, _ members: Members) -> Bool {
        index < 256 && members[index / 64] >> UInt64(index % 64) & 1 == 1
    }

    /// For each object those that must overlap it on an axis.
    private func overlaps(_ axis: Int, _ bounds: CoordinateBounds) -> [Members] {
        var members = [Members](repeating: Members(), count: solid.count)
        for first in solid.indices.prefix(256) {
            for second in solid.indices.prefix(256).dropFirst(first + 1)
            where mustOverlap(solid[first], solid[second], axis, bounds) {
                members[first][second / 64] |= 1 << UInt64(second % 64)
                members[second][first / 64] |= 1 << UInt64(first % 64)
            }
        }
        return members
    }

    /// The stretch of an axis within which an object lies.
    private func span(_ index: Int, _ axis: Int, _ bounds: CoordinateBounds) -> (Double, Double) {
        let variable = 3 * solid[index] + axis
        return (bounds.lower[variable] - half[variable], bounds.upper[variable] + half[variable])
    }

    private func area(_ index: Int) -> Double { half[3 * solid[index]] * half[3 * solid[index] + 1] }

    /// Whether neither of two objects can be beyond the other on an axis.
    private func mustOverlap(_ first: Int, _ second: Int, _ axis: Int, _ bounds: CoordinateBounds) -> Bool {
        let (a, b) = (3 * first + axis, 3 * second + axis)
        let distance = half[a] + half[b] - slack - 1e-6
        return bounds.lower[a] + distance > bounds.upper[b] && bounds.lower[b] + distance > bounds.upper[a]
    }
}
