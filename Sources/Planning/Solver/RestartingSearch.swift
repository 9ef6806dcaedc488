import SceneGraph

/// `SeparationSearch` run again and again with other aims and growing limits, until it ends or the budget is
/// spent; what failed often in one run goes first in the next.
///
/// Relations and distances are kept to rounding at first; only if that is refuted, to the contact tolerance
/// that the collision test and I-Design's regions grant.
struct RestartingSearch {
    let scene: Scene
    let selection: PlacementProblem.Selection?
    let deadline: ContinuousClock.Instant?
    /// How often a choice about each object failed.
    private(set) var failures: [Double]
    /// How many nodes were searched in all.
    private(set) var nodes = 0
    /// How exactly the last search kept relations and distances.
    private(set) var tolerance = PlacementProblem.Tolerance.rounding

    private let budget: PlacementBudget
    /// Where the objects are wanted, or nil for no wish.
    private let wishes: [Vector3?]?
    private let order: [Int]?
    private var generator: SeededGenerator

    private static let firstLimit = 48

    init(
        _ scene: Scene, selection: PlacementProblem.Selection? = nil, wishes: [Vector3?]? = nil,
        order: [Int]? = nil, seed: UInt64, budget: PlacementBudget,
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.scene = scene
        self.selection = selection
        self.wishes = wishes
        self.order = order
        self.budget = budget
        self.deadline = deadline ?? budget.duration.map { ContinuousClock.now + $0 }
        generator = SeededGenerator(seed: seed)
        failures = [Double](repeating: 0, count: scene.objects.count)
    }

    mutating func run() -> SeparationSearch.Status {
        let status = run(.rounding)
        guard case .refuted = status else { return status }
        // What is claimed to be impossible is claimed with the tolerance.
        return run(.contact)
    }

    private mutating func run(_ tolerance: PlacementProblem.Tolerance) -> SeparationSearch.Status {
        self.tolerance = tolerance
        let problem = PlacementProblem(scene, selection: selection, tolerance: tolerance)
        var weights: [Double]?
        var limit = Self.firstLimit
        var spent = 0
        var attempt = 0
        var last = SeparationSearch.Status.exhausted
        while spent < budget.nodes {
            var search = SeparationSearch(
                problem, aims: aims(attempt), order: order, weights: weights, generator: generator,
                deadline: deadline)
            search.isWild = attempt > 0
            last = search.run(nodes: min(limit, budget.nodes - spent))
            spent += search.nodes
            nodes += search.nodes
            weights = search.weights
            let isOver =
                switch last {
                case .solved, .refuted(isProved: true): true
                // Numerical doubt may go with another arrangement; not for ever.
                case .refuted(isProved: false): attempt > 1
                case .exhausted: false
                }
            if isOver {
                count(search.weights, problem)
                return last
            }
            if let deadline, ContinuousClock.now >= deadline { break }
            attempt += 1
            limit += limit / 2
            _ = generator.next()
        }
        count(weights ?? [], problem)
        if case .refuted = last { return .exhausted }
        return last
    }

    private mutating func aims(_ attempt: Int) -> [Aim] {
        var aims = Aim.drawn(for: scene, isWild: attempt > 0, from: &generator)
        if let wishes {
            for (index, wish) in zip(aims.indices, wishes) { aims[index].point = wish }
        }
        return aims
    }

    private mutating func count(_ weights: [Double], _ problem: PlacementProblem) {
        for (pair, weight) in zip(problem.pairs, weights) {
            failures[pair.first] += weight
            if pair.second < failures.count { failures[pair.second] += weight }
        }
    }
}
