import SceneGraph

/// Looks for the arrangement without fault that moves the objects least: the sum over objects of how far each is moved
/// along x, y and z.
///
/// Branch and bound over who stands on which side of whom. In a node, those choices and the relations are inequalities
/// between coordinates, under which the least movement is a linear programme an axis (`AxisDisplacement`), and bounds
/// what the node can come to. Where its arrangement has no collision, nothing below the node moves less. A search that
/// ends is a proof; one that is cut off leaves the best arrangement so far, which then is bettered by freeing a few
/// objects at a time.
struct LeastMovementSearch {
    typealias Separation = CoordinateBounds.Separation

    private let problem: PlacementProblem
    private let exact: ExactPlacement
    private let wishes: [[Double]]
    private let weights: [Double]
    private let parents: [[Int]]
    private let children: [[Int]]
    private let deadline: ContinuousClock.Instant?

    /// The best arrangement so far.
    private(set) var positions: [Vector3]
    /// Its weighted movement in metres.
    private(set) var cost: Double

    private var rules: SeparationRules
    private var separations: [Separation] = []
    private var isComplete = true
    private var work = 0
    private var limit = 0

    /// Differences of cost that do not matter, in metres.
    static let margin = 1e-4
    /// What an object without a wish counts.
    private static let wishless = 1.0 / 64

    /// A search that begins with an arrangement without fault.
    /// - Parameter wishes: where each object is wanted; nil: nowhere in particular, so that it stays near where it is
    ///   in the arrangement unless that moves the others.
    init(
        _ problem: PlacementProblem, wishes: [Vector3?], from positions: [Vector3],
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.problem = problem
        exact = ExactPlacement(problem)
        let scene = problem.scene
        let targets = scene.objects.indices.map { index in
            // What is left out has all its bounds at 0, and counts nothing there.
            problem.selection.objects[index] ? wishes[index] ?? positions[index] : Vector3(x: 0, y: 0, z: 0)
        }
        var children = [[Int]](repeating: [], count: scene.objects.count)
        parents = scene.objects.enumerated().map { index, object in
            let parents = object.relations.compactMap { relation -> Int? in
                guard case .object(let id) = relation.target else { return nil }
                return scene.indices[id]
            }
            for parent in parents { children[parent].append(index) }
            return parents
        }
        self.children = children
        self.wishes = (0..<3).map { axis in targets.map { $0[axis] } }
        weights = wishes.map { $0 == nil ? Self.wishless : 1 }
        self.deadline = deadline
        self.positions = positions
        rules = SeparationRules(problem)
        cost = 0
        cost = cost(of: positions)
    }

    /// Searches.
    /// - Parameter work: how much may be spent; a few million are a second.
    /// - Returns: whether no arrangement moves less, up to `margin`.
    mutating func run(work: Int) -> Bool {
        improve(work: work / 4)
        if searchAll(work: work / 2) { return true }
        improve(work: work / 4)
        return false
    }

    // MARK: All objects

    private mutating func searchAll(work: Int) -> Bool {
        begin(work: work)
        var bounds = CoordinateBounds(lower: problem.lower, upper: problem.upper)
        // Nothing that is moved by more than all are moved together can be better.
        for index in movable {
            for axis in 0..<3 {
                let reach = cost / weights[index] + Self.margin
                narrow(&bounds, 3 * index + axis, wishes[axis][index] - reach, wishes[axis][index] + reach)
            }
        }
        return search(bounds) && isComplete
    }

    private var movable: [Int] {
        problem.scene.objects.indices.filter { problem.selection.objects[$0] && !problem.isPinned($0) }
    }

    private func narrow(_ bounds: inout CoordinateBounds, _ variable: Int, _ low: Double, _ high: Double) {
        bounds.lower[variable] = max(bounds.lower[variable], low)
        bounds.upper[variable] = min(bounds.upper[variable], high)
    }

    // MARK: A few objects

    /// Frees the objects that were moved, each with what stands in its way, while that helps.
    private mutating func improve(work: Int) {
        var left = work
        var hasImproved = true
        while hasImproved, left > 0 {
            hasImproved = false
            let moved = movable.map { ($0, movement($0)) }.filter { $0.1 > 1e-3 }
            for (index, _) in moved.sorted(by: { $0.1 > $1.1 }) where left > 0 {
                let before = cost
                begin(work: min(left, max(work / 16, 4096)))
                _ = search(freeing(index))
                left -= max(self.work, 1)
                if cost < before - Self.margin { hasImproved = true }
            }
        }
    }

    private func movement(_ index: Int) -> Double {
        (0..<3).reduce(0) { $0 + weights[index] * abs(positions[index][$1] - wishes[$1][index]) }
    }

    /// Bounds in which an object, its kin, and what stands where it is wanted are free, and all else is not.
    private func freeing(_ index: Int) -> CoordinateBounds {
        var isFree = [Bool](repeating: false, count: problem.scene.objects.count)
        func free(_ index: Int) {
            guard !isFree[index], problem.selection.objects[index], !problem.isPinned(index) else { return }
            isFree[index] = true
            for child in children[index] { free(child) }
        }
        free(index)
        for parent in parents[index] { free(parent) }
        let wanted = problem.box(
            index, at: Vector3(x: wishes[0][index], y: wishes[1][index], z: wishes[2][index]))
        for other in problem.scene.objects.indices where other != index && problem.selection.objects[other] {
            if problem.box(other, at: positions[other]).collides(with: wanted) { free(other) }
        }
        var bounds = CoordinateBounds(lower: problem.lower, upper: problem.upper)
        for other in problem.scene.objects.indices where !isFree[other] && problem.selection.objects[other] {
            for axis in 0..<3 {
                let value = positions[other][axis]
                bounds.lower[3 * other + axis] = value
                bounds.upper[3 * other + axis] = value
            }
        }
        return bounds
    }

    // MARK: Branch and bound

    private mutating func begin(work limit: Int) {
        work = 0
        self.limit = limit
        isComplete = true
        separations.removeAll(keepingCapacity: true)
    }

    /// Searches within bounds; false where they are found empty at once for reasons of rounding.
    private mutating func search(_ bounds: CoordinateBounds) -> Bool {
        var bounds = bounds
        if bounds.propagate(problem.links, []) == .empty { return false }
        rules = SeparationRules(problem)
        rules = SeparationRules(problem, pairs: problem.pairs.filter { !rules.isApart($0, bounds) })
        descend(bounds, nil)
        return true
    }

    private mutating func descend(_ inherited: CoordinateBounds, _ parent: Relaxation?) {
        let count = weights.count
        work += 64 + count * (count / 4 + 8) + rules.pairs.count + 4 * problem.links.count + 8 * separations.count
        guard work <= limit else {
            isComplete = false
            return
        }
        if let deadline, ContinuousClock.now >= deadline {
            isComplete = false
            return
        }
        let mark = separations.count
        defer { separations.removeLast(separations.count - mark) }
        var bounds = inherited
        if case .empty = rules.settle(&bounds, &separations) { return }
        guard let relaxation = Relaxation(self, bounds, parent) else {
            isComplete = false
            return
        }
        guard relaxation.cost < cost - Self.margin else { return }
        if let kink = relaxation.kink {
            for half in kink.halves(of: bounds) { descend(half, nil) }
            return
        }
        guard let pair = pair(in: relaxation, bounds) else { return keep(relaxation) }
        for separation in pair {
            separations.append(separation)
            descend(bounds, relaxation)
            separations.removeLast()
        }
    }

    /// A leaf: nothing below this node moves less.
    private mutating func keep(_ relaxation: Relaxation) {
        guard let found = exact.positions(near: relaxation.arrangement) else {
            isComplete = false
            return
        }
        let foundCost = cost(of: found)
        if foundCost < cost { (positions, cost) = (found, foundCost) }
    }

    private func cost(of positions: [Vector3]) -> Double {
        var sum = 0.0
        for (index, position) in positions.enumerated() where problem.selection.objects[index] {
            for axis in 0..<3 { sum += weights[index] * abs(position[axis] - wishes[axis][index]) }
        }
        return sum
    }

    /// The cases of the pair that costs most to part, the cheapest first; nil where all are apart.
    private func pair(in relaxation: Relaxation, _ bounds: CoordinateBounds) -> [Separation]? {
        let placed = relaxation.arrangement
        var best: [(cost: Double, separation: Separation)]?
        for pair in rules.pairs where rules.depth(pair, placed) != nil {
            var cases: [(cost: Double, separation: Separation)] = []
            for axis in 0..<3 {
                for separation in rules.separations(pair, axis) where rules.isPossible(separation, bounds) {
                    cases.append((separation.distance - (placed[separation.high] - placed[separation.low]), separation))
                }
            }
            cases.sort { $0.cost < $1.cost }
            guard let least = cases.first else { return [] }
            if best.map({ ($0[0].cost, -$0.count) < (least.cost, -cases.count) }) ?? true { best = cases }
        }
        return best?.map(\.separation)
    }
}

extension LeastMovementSearch {
    /// The least movement under the inequalities of a node, collisions aside.
    fileprivate struct Relaxation {
        /// The coordinates by variable.
        private(set) var arrangement: [Double]
        private var costs: [Double]
        /// A relation whose end bends between the target's bounds, so that the inequalities do not tell all of it.
        private(set) var kink: Kink?

        var cost: Double { costs[0] + costs[1] + costs[2] }

        /// - Parameter parent: the solution of the node above, which is kept on axes where it still fits.
        init?(_ search: LeastMovementSearch, _ bounds: CoordinateBounds, _ parent: Relaxation?) {
            arrangement = parent?.arrangement ?? bounds.lower
            costs = parent?.costs ?? [0, 0, 0]
            let count = search.weights.count
            for axis in 0..<3 {
                let demands = Self.demands(search, bounds, axis)
                if parent != nil, fits(axis, count, bounds, demands) { continue }
                let lower = (0..<count).map { bounds.lower[3 * $0 + axis] }
                // Bounds may cross by a rounding.
                let upper = (0..<count).map { max(bounds.upper[3 * $0 + axis], bounds.lower[3 * $0 + axis]) }
                guard
                    let solved = AxisDisplacement(
                        wishes: search.wishes[axis], weights: search.weights, lower: lower, upper: upper,
                        demands: demands)
                else { return nil }
                for index in 0..<count { arrangement[3 * index + axis] = solved.values[index] }
                costs[axis] = solved.cost
            }
            for link in search.problem.links {
                if let found = Kink(link, in: arrangement, bounds) {
                    kink = found
                    return
                }
            }
        }

        private func fits(
            _ axis: Int, _ count: Int, _ bounds: CoordinateBounds, _ demands: [AxisDisplacement.Demand]
        ) -> Bool {
            let slack = CoordinateBounds.rounding
            for index in 0..<count {
                let value = arrangement[3 * index + axis]
                if value < bounds.lower[3 * index + axis] - slack || value > bounds.upper[3 * index + axis] + slack {
                    return false
                }
            }
            return demands.allSatisfy {
                arrangement[3 * $0.high + axis] >= arrangement[3 * $0.low + axis] + $0.distance - slack
            }
        }

        /// The demands between objects on an axis; those to what does not move are in the bounds already.
        private static func demands(
            _ search: LeastMovementSearch, _ bounds: CoordinateBounds, _ axis: Int
        ) -> [AxisDisplacement.Demand] {
            let count = search.weights.count
            func moves(_ variable: Int) -> Bool {
                variable < 3 * count && bounds.upper[variable] - bounds.lower[variable] > CoordinateBounds.rounding
            }
            var demands: [AxisDisplacement.Demand] = []
            for separation in search.separations where separation.low % 3 == axis {
                guard moves(separation.low), moves(separation.high) else { continue }
                demands.append((separation.low / 3, separation.high / 3, separation.distance))
            }
            for link in search.problem.links where link.child % 3 == axis {
                guard moves(link.parent), moves(link.child) else { continue }
                // What is straight between the target's bounds; kinks the other way are bounds of the object itself.
                if !link.low.isConstant, bounds.upper[link.parent] + link.low.offset <= link.low.greatest + 1e-12 {
                    demands.append((link.parent / 3, link.child / 3, link.low.offset))
                }
                if !link.high.isConstant, bounds.lower[link.parent] + link.high.offset >= link.high.least - 1e-12 {
                    demands.append((link.child / 3, link.parent / 3, -link.high.offset))
                }
            }
            return demands
        }
    }

    /// Where the end of a relation's region stops to follow its target, and an arrangement makes use of it wrongly.
    fileprivate struct Kink {
        private let link: PlacementProblem.Link
        private let isLow: Bool

        init?(_ link: PlacementProblem.Link, in arrangement: [Double], _ bounds: CoordinateBounds) {
            let slack = 1e-7
            let (parent, child) = (arrangement[link.parent], arrangement[link.child])
            if child < link.low(parent) - slack,
                bounds.upper[link.parent] + link.low.offset > link.low.greatest + 1e-12
            {
                isLow = true
            } else if child > link.high(parent) + slack,
                bounds.lower[link.parent] + link.high.offset < link.high.least - 1e-12
            {
                isLow = false
            } else {
                return nil
            }
            self.link = link
        }

        /// The bounds on either side of the kink.
        func halves(of bounds: CoordinateBounds) -> [CoordinateBounds] {
            var (straight, level) = (bounds, bounds)
            if isLow {
                let bend = link.low.greatest - link.low.offset
                straight.upper[link.parent] = min(straight.upper[link.parent], bend)
                level.lower[link.child] = max(level.lower[link.child], link.low.greatest)
            } else {
                let bend = link.high.least - link.high.offset
                straight.lower[link.parent] = max(straight.lower[link.parent], bend)
                level.upper[link.child] = min(level.upper[link.child], link.high.least)
            }
            return [straight, level]
        }
    }
}
