import SceneGraph

/// Search over who stands on which side of whom.
///
/// Two solid boxes do not collide exactly if one is beyond the other on some axis: six cases for a pair. A
/// node of the search holds a choice of cases, narrows the coordinates' bounds by them and by the relations,
/// takes from within the bounds an arrangement close to the aims, and branches on a pair that collides in it.
/// An arrangement without collisions is a solution; bounds that run empty refute the node. Since branching is
/// exhaustive and the bounds' least solution always extends, a search that ends is a proof.
///
/// Cases as for disjunctive scheduling and orthogonal packing (Fekete, Schepers, van der Veen 2007), posted
/// only where they are needed; the pair with the fewest cases left goes first, weighted by past failures
/// (Boussemart, Hemery, Lecoutre, Sais 2004).
struct SeparationSearch {
    enum Status: Hashable {
        case solved([Vector3])
        /// No arrangement exists; `isProved` is false if a leaf failed for numerical reasons alone.
        case refuted(isProved: Bool)
        case exhausted
    }

    typealias Separation = CoordinateBounds.Separation

    let problem: PlacementProblem
    let aims: [Aim]
    /// The order in which objects take their aims.
    let order: [Int]
    /// Adds chance to the order of cases.
    var isWild = false
    private(set) var nodes = 0
    /// How often the choice of each pair failed.
    private(set) var weights: [Double]

    private var limit = 0
    private let deadline: ContinuousClock.Instant?
    private var generator: SeededGenerator
    private var separations: [Separation] = []
    private var isDoubtful = false
    private let rules: SeparationRules

    /// A search for arrangements of a problem near these aims (one an object).
    init(
        _ problem: PlacementProblem, aims: [Aim], order: [Int]? = nil, weights: [Double]? = nil,
        generator: SeededGenerator, deadline: ContinuousClock.Instant? = nil
    ) {
        self.problem = problem
        self.aims = aims
        self.order = (order ?? problem.scene.topologicalOrder).filter { problem.selection.objects[$0] }
        self.weights = weights ?? [Double](repeating: 0, count: problem.pairs.count)
        self.generator = generator
        self.deadline = deadline
        rules = SeparationRules(problem)
    }

    /// Searches within this many nodes.
    mutating func run(nodes limit: Int) -> Status {
        guard problem.emptyObject == nil, problem.unsupportedObject == nil else {
            return .refuted(isProved: true)
        }
        self.limit = limit
        nodes = 0
        isDoubtful = false
        separations.removeAll(keepingCapacity: true)
        let bounds = CoordinateBounds(lower: problem.lower, upper: problem.upper)
        let status = descend(bounds)
        if case .refuted = status { return .refuted(isProved: !isDoubtful) }
        return status
    }

    private mutating func descend(_ inherited: CoordinateBounds) -> Status {
        nodes += 1
        if nodes > limit { return .exhausted }
        if let deadline, nodes % 32 == 0, ContinuousClock.now >= deadline { return .exhausted }
        let mark = separations.count
        defer { separations.removeLast(separations.count - mark) }
        var bounds = inherited
        switch rules.settle(&bounds, &separations) {
        case .empty: return .refuted(isProved: true)
        // Go on with the bounds as they are; a leaf will tell.
        case .doubtful: isDoubtful = true
        case .settled: break
        }
        let placed = arrangement(in: bounds)
        guard let (pair, number) = worstCollision(of: placed, in: bounds) else {
            if let positions = ExactPlacement(problem).positions(near: placed) { return .solved(positions) }
            isDoubtful = true
            return .refuted(isProved: false)
        }
        for separation in cases(of: pair, at: placed, in: bounds) {
            separations.append(separation)
            let status = descend(bounds)
            separations.removeLast()
            switch status {
            case .refuted: continue
            default: return status
            }
        }
        weights[number] += 1
        return .refuted(isProved: true)
    }

    // MARK: Arranging

    /// An arrangement within the bounds that keeps all inequalities, each object in turn as near to its aim
    /// as those before it allow.
    private mutating func arrangement(in settled: CoordinateBounds) -> [Double] {
        var bounds = settled
        for index in order {
            var isMoved = false
            let before = bounds
            for axis in 0..<3 {
                let variable = 3 * index + axis
                let (lower, upper) = (bounds.lower[variable], bounds.upper[variable])
                guard upper - lower > CoordinateBounds.rounding else { continue }
                let value = aims[index].value(axis, lower, upper)
                bounds.lower[variable] = value
                bounds.upper[variable] = value
                isMoved = true
            }
            guard isMoved, bounds.propagate(problem.links, separations) == .empty else { continue }
            // Kinks in an end may exclude values between the bounds, never the least solution itself.
            bounds = before
            for axis in 0..<3 { bounds.upper[3 * index + axis] = bounds.lower[3 * index + axis] }
            _ = bounds.propagate(problem.links, separations)
        }
        return bounds.lower
    }

    /// The colliding pair to settle next.
    private func worstCollision(
        of placed: [Double], in bounds: CoordinateBounds
    ) -> (PlacementProblem.Pair, Int)? {
        var best: (PlacementProblem.Pair, Int)?
        var bestScore = Double.infinity
        for (number, pair) in problem.pairs.enumerated() {
            guard let depth = rules.depth(pair, placed) else { continue }
            var count = 0.0
            for axis in 0..<3 {
                for separation in rules.separations(pair, axis) where rules.isPossible(separation, bounds) {
                    count += 1
                }
            }
            let score = (count - min(depth, 1) * 0.5) / (1 + weights[number])
            if score < bestScore {
                bestScore = score
                best = (pair, number)
            }
        }
        return best
    }

    /// The cases open to a pair, the one that moves the arrangement least first.
    private mutating func cases(
        of pair: PlacementProblem.Pair, at placed: [Double], in bounds: CoordinateBounds
    ) -> [Separation] {
        var open: [(cost: Double, separation: Separation)] = []
        for axis in 0..<3 {
            for separation in rules.separations(pair, axis) where rules.isPossible(separation, bounds) {
                var cost = separation.distance - (placed[separation.high] - placed[separation.low])
                if isWild { cost *= 0.5 + generator.unit() }
                open.append((cost, separation))
            }
        }
        return open.sorted { $0.cost < $1.cost }.map(\.separation)
    }
}
