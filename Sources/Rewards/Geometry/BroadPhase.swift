/// Pairs of boxes that may touch, found without looking at all of them.
enum BroadPhase {
    /// A box along the axes.
    struct Bounds: Hashable, Sendable {
        var low: SIMD3<Double>
        var high: SIMD3<Double>

        /// Whether two boxes have a point in common.
        func touches(_ other: Bounds) -> Bool {
            all(low .<= other.high) && all(other.low .<= high)
        }
    }

    /// The pairs (first < second, in order) whose boxes have a point in common: a sweep along x.
    static func pairs(_ bounds: [Bounds]) -> [(first: Int, second: Int)] {
        let order = bounds.indices.sorted { bounds[$0].low.x < bounds[$1].low.x }
        var open: [Int] = []
        var pairs: [(first: Int, second: Int)] = []
        for index in order {
            open.removeAll { bounds[$0].high.x < bounds[index].low.x }
            for other in open where bounds[other].touches(bounds[index]) {
                pairs.append((min(index, other), max(index, other)))
            }
            open.append(index)
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

extension OrientedBox {
    /// The box along the axes around this one, grown by a margin on every side.
    func bounds(margin: Double = 0) -> BroadPhase.Bounds {
        let reach = SIMD3(halfExtents.x, halfExtents.y, half.z) + margin
        let middle = SIMD3(center.x, center.y, center.z)
        return BroadPhase.Bounds(low: middle - reach, high: middle + reach)
    }
}
