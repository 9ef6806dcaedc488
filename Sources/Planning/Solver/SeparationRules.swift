import SceneGraph

/// Which cases are open to pairs of objects within bounds, and what follows when only one is.
///
/// Two solid boxes do not collide exactly if one is beyond the other on some axis: six cases for a pair.
struct SeparationRules {
    typealias Pair = PlacementProblem.Pair
    typealias Separation = CoordinateBounds.Separation

    /// What became of bounds.
    enum Settlement {
        /// They are as narrow as the inequalities make them, and nothing speaks against them.
        case settled
        /// Too slow a circle of inequalities: they are right, but could be narrower.
        case doubtful
        /// Nothing lies within them.
        case empty
    }

    let problem: PlacementProblem
    /// The pairs that are looked at.
    let pairs: [Pair]
    private let capacity: CapacityCheck

    /// Rules for all pairs of a problem, or for some.
    init(_ problem: PlacementProblem, pairs: [Pair]? = nil) {
        self.problem = problem
        self.pairs = pairs ?? problem.pairs
        capacity = CapacityCheck(problem)
    }

    /// Propagates, and posts every case that is the only one left to its pair.
    func settle(_ bounds: inout CoordinateBounds, _ separations: inout [Separation]) -> Settlement {
        var isDoubtful = false
        while true {
            switch bounds.propagate(problem.links, separations) {
            case .empty: return .empty
            case .creeping: isDoubtful = true
            case .settled: break
            }
            var hasPosted = false
            for pair in pairs where !isApart(pair, bounds) {
                var last: Separation?
                var count = 0
                for axis in 0..<3 {
                    for separation in self.separations(pair, axis) where isPossible(separation, bounds) {
                        count += 1
                        last = separation
                    }
                }
                guard let last else { return .empty }
                if count == 1 && !separations.contains(where: { $0.low == last.low && $0.high == last.high }) {
                    separations.append(last)
                    hasPosted = true
                }
            }
            if !hasPosted { break }
        }
        guard capacity.admits(bounds) else { return .empty }
        return isDoubtful ? .doubtful : .settled
    }

    /// The two cases of a pair on an axis.
    func separations(_ pair: Pair, _ axis: Int) -> [Separation] {
        let (first, second) = (3 * pair.first + axis, 3 * pair.second + axis)
        let distance = pair.distance[axis]
        return [
            Separation(low: first, high: second, distance: distance),
            Separation(low: second, high: first, distance: distance),
        ]
    }

    /// Whether a case is open.
    func isPossible(_ separation: Separation, _ bounds: CoordinateBounds) -> Bool {
        bounds.lower[separation.low] + separation.distance
            <= bounds.upper[separation.high] + CoordinateBounds.rounding
    }

    /// Whether a pair is apart wherever the two stand within the bounds.
    func isApart(_ pair: Pair, _ bounds: CoordinateBounds) -> Bool {
        for axis in 0..<3 {
            let (first, second) = (3 * pair.first + axis, 3 * pair.second + axis)
            let distance = pair.distance[axis] - 1e-6
            if bounds.lower[second] - bounds.upper[first] >= distance { return true }
            if bounds.lower[first] - bounds.upper[second] >= distance { return true }
        }
        return false
    }

    /// How deep a pair is in each other in an arrangement, as a volume in cubic metres; nil when it is apart.
    func depth(_ pair: Pair, _ placed: [Double]) -> Double? {
        var depth = 1.0
        for axis in 0..<3 {
            let overlap = pair.distance[axis] - abs(placed[3 * pair.first + axis] - placed[3 * pair.second + axis])
            guard overlap > 1e-6 else { return nil }
            depth *= overlap
        }
        return depth
    }
}
