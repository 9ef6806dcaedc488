import SceneGraph

/// Turns proposed positions, from a model and possibly nonsense, into an arrangement without fault that moves them as
/// little as it can.
///
/// Without fault means: every box in the room, no collision, what is to be kept free is free, and all relations of every
/// object hold at once. `PlacementSolver`'s complete search, aimed at the proposals, finds such an arrangement or proves
/// that there is none; `LeastMovementSearch` then brings it nearer to the proposals, with a proof in small cases. Where
/// relations cannot all hold, the least important of those in conflict is given up, and so on until an arrangement is
/// found, and each conflict is told. That everything stands in the room without collisions goes before that doors are
/// free, and this before every relation. Pinned objects never move. In rooms with an outline, doors or windows everything comes to
/// stand within the outline, and nothing before a door (`OutlineSearch`).
///
/// ```swift
/// let result = LayoutRepair(scene: scene).repair(answer.positions)
/// ```
public struct LayoutRepair: Sendable {
    /// The scene graph whose objects are placed.
    public let scene: Scene
    /// What all chance follows from.
    public let seed: UInt64
    /// How much work a search may cost.
    public let budget: PlacementBudget
    private let whole: PlacementProblem.Selection

    /// A repair for layouts of this scene.
    /// - Parameters:
    ///   - keptFree: where nothing may stand.
    ///   - isPhysical: whether boxes are taken as they are. Those at other than quarter turns keep the upright boxes
    ///     around them free, and thin ones are solid unless that costs a relation. Otherwise boxes are as the original
    ///     takes them: not turned, and without substance where they are thin.
    ///   - seed: what all chance follows from.
    ///   - budget: that of each search, of which there are as many as relations are given up, up to `searches`; its
    ///     duration is that of all together.
    public init(
        scene: Scene, keptFree: [KeptFree] = [], isPhysical: Bool = false, seed: UInt64 = 0,
        budget: PlacementBudget = PlacementBudget(nodes: 2_000)
    ) {
        self.scene = scene
        self.seed = seed
        self.budget = budget
        var whole = PlacementProblem.Selection(all: scene)
        whole.keptFree = keptFree
        whole.isPhysical = isPhysical
        self.whole = whole
    }

    /// The farthest coordinate of a proposal that is taken seriously, in metres.
    private static let farthest = 1e6
    /// The most nodes of all searches together, as a multiple of the budget of one.
    public static let searches = 60
    /// What the search for less movement costs, for a node of the budget.
    private static let workPerNode = 2_000

    /// Repairs a proposal.
    ///
    /// - Parameter proposals: a centre for each object in the order of the scene's objects; nil, a missing
    ///   tail and coordinates that are not finite mean that nothing is proposed.
    public func repair(_ proposals: [Vector3?]) -> RepairResult {
        let usable = scene.objects.indices.map { index -> Vector3? in
            if scene.objects[index].isPinned { return scene.objects[index].position }
            guard index < proposals.count, let proposal = proposals[index], proposal.isFinite,
                max(abs(proposal.x), abs(proposal.y), abs(proposal.z)) <= Self.farthest
            else { return nil }
            return proposal
        }
        guard scene.room.isPlain else {
            return repairInOutline(usable, deadline: budget.duration.map { ContinuousClock.now + $0 })
        }
        let deadline = budget.duration.map { ContinuousClock.now + $0 }
        let result = mended(usable, whole, deadline)
        guard whole.isPhysical, result.price > 0 else { return result }
        // What is asked may not go together with thin things that are solid.
        var lenient = whole
        lenient.isPhysical = false
        let other = mended(usable, lenient, deadline)
        return other.price < result.price ? other : result
    }

    private func mended(
        _ proposals: [Vector3?], _ whole: PlacementProblem.Selection, _ deadline: ContinuousClock.Instant?
    ) -> RepairResult {
        let isRight = soundness(of: proposals, whole)
        let order = scene.topologicalOrder.filter { isRight[$0] } + scene.topologicalOrder.filter { !isRight[$0] }
        var mending = Mending(repair: self, proposals: proposals, order: order, whole: whole, deadline: deadline)
        return isRight.contains(false) ? mending.run() : mending.untouched()
    }

    /// Whether each object may stay: it is in the room, keeps its relations, collides with nothing, and leaves free
    /// what is to be kept so.
    private func soundness(of proposals: [Vector3?], _ whole: PlacementProblem.Selection) -> [Bool] {
        let problem = PlacementProblem(scene, selection: whole)
        let exact = ExactPlacement(problem)
        let boxes = scene.objects.indices.map { index in proposals[index].map { problem.box(index, at: $0) } }
        return scene.objects.indices.map { index in
            if scene.objects[index].isPinned { return true }
            guard let box = boxes[index], box.isInside(room: scene.room.size),
                exact.keepsRelations(index, proposals), whole.keptFree.allSatisfy({ $0.isFree(of: box) })
            else { return false }
            return !boxes.indices.contains { other in
                other != index && (boxes[other].map { box.collides(with: $0) } ?? false)
            }
        }
    }

    /// What a person would miss least is least: a lamp may stand farther from the sofa, but not in the air.
    static func importance(_ relation: Relation) -> Int {
        switch (relation.target, relation.preposition) {
        case (.object, .on), (.object, .inTheMiddleOf): 4
        case (.object, .above), (.object, .under): 0
        case (.object, _): relation.isAdjacent ? 1 : 0
        case (.element(.ceiling), _): 5
        case (.element(.middle), _), (.element, .inTheCorner): 2
        case (.wall, .inTheCorner): 2
        case (.element, _), (.wall, _): 3
        }
    }

    /// One repair on its way.
    private struct Mending {
        let repair: LayoutRepair
        let proposals: [Vector3?]
        /// What is right as it is takes its place first.
        let order: [Int]
        let whole: PlacementProblem.Selection
        var selection: PlacementProblem.Selection
        let deadline: ContinuousClock.Instant?

        private typealias ObjectRelation = PlacementConflict.ObjectRelation
        private var scene: Scene { repair.scene }
        private var conflicts: [PlacementConflict] = []
        /// Why not all objects find a place, whatever relations are given up.
        private var failure: PlacementConflict?
        private var spent = 0
        /// Whether the whole of this may cost more.
        private var mayGoOn: Bool {
            spent < searches * repair.budget.nodes && !(deadline.map { ContinuousClock.now >= $0 } ?? false)
        }

        init(
            repair: LayoutRepair, proposals: [Vector3?], order: [Int], whole: PlacementProblem.Selection,
            deadline: ContinuousClock.Instant?
        ) {
            self.repair = repair
            self.proposals = proposals
            self.order = order
            self.whole = whole
            selection = whole
            self.deadline = deadline
        }

        func untouched() -> RepairResult {
            RepairResult(
                outcome: .clean, positions: proposals.compactMap { $0 }, displacements: proposals.map { _ in 0 },
                isLeast: true)
        }

        mutating func run() -> RepairResult {
            while true {
                switch search(selection) {
                case .found(let positions, let tolerance): return finish(positions, tolerance)
                case .missed(let failures, let isProved):
                    let conflict = conflict(failures, isProved: isProved)
                    conflicts.append(conflict)
                    guard mayGoOn, giveUp(conflict) else {
                        failure = failure ?? conflict
                        return result(drawnIntoRoom(), isLeast: false)
                    }
                }
            }
        }

        // MARK: Searching

        private enum Search {
            case found([Vector3], PlacementProblem.Tolerance)
            case missed(failures: [Double], isProved: Bool)
        }

        private mutating func search(_ selection: PlacementProblem.Selection) -> Search {
            var aimed = RestartingSearch(
                scene, selection: selection, wishes: proposals, order: order, seed: repair.seed,
                budget: repair.budget, deadline: deadline)
            let status = aimed.run()
            spent += aimed.nodes
            switch status {
            case .solved(let positions): return .found(positions, aimed.tolerance)
            case .refuted(isProved: true): return .missed(failures: aimed.failures, isProved: true)
            default: break
            }
            // Wishes that lead astray: any sound arrangement goes before giving up a relation.
            var free = RestartingSearch(
                scene, selection: selection, seed: repair.seed, budget: repair.budget, deadline: deadline)
            let freeStatus = free.run()
            spent += free.nodes
            if case .solved(let positions) = freeStatus { return .found(positions, free.tolerance) }
            return .missed(
                failures: zip(aimed.failures, free.failures).map { $0 + $1 },
                isProved: freeStatus == .refuted(isProved: true))
        }

        private mutating func conflict(_ failures: [Double], isProved: Bool) -> PlacementConflict {
            spent += repair.budget.nodes
            return ConflictFinder(
                scene, within: selection, failures: failures, budget: repair.budget, seed: repair.seed,
                deadline: deadline
            ).conflict(isProved: isProved)
        }

        // MARK: Giving up

        /// Leaves out of the selection what is missed least of a conflict; false where nothing of it may be.
        private mutating func giveUp(_ conflict: PlacementConflict) -> Bool {
            var dispensable = dispensable(conflict)
            // Without a proof any of them may be to blame; do not search once for each.
            if conflict.isProved, let least = dispensable.first { dispensable = [least] }
            if !dispensable.isEmpty {
                for (index, number) in dispensable { selection.relations[index][number] = false }
                return true
            }
            if let zone = selection.keptFree.first(where: { conflict.objects.contains($0.name) }) {
                selection.keptFree.removeAll { $0 == zone }
                return true
            }
            // Scenes begin with what matters.
            let last = scene.objects.indices.last {
                selection.objects[$0] && !scene.objects[$0].isPinned && conflict.objects.contains(scene.objects[$0].id)
            }
            guard let last else { return false }
            failure = failure ?? conflict
            selection.objects[last] = false
            return true
        }

        /// The relations of a conflict that may be given up, of equal and least importance.
        private func dispensable(_ conflict: PlacementConflict) -> [(object: Int, relation: Int)] {
            var candidates: [(importance: Int, object: Int, relation: Int)] = []
            let blamed = Set(conflict.relations)
            for (index, object) in scene.objects.enumerated() where !object.isPinned {
                for (number, relation) in object.relations.enumerated()
                where selection.relations[index][number]
                    && blamed.contains(ObjectRelation(object: object.id, relation: relation))
                {
                    candidates.append((importance(relation), index, number))
                }
            }
            guard let least = candidates.map(\.importance).min() else { return [] }
            // Of equals, what comes last in the scene goes first: scenes begin with what matters.
            return candidates.filter { $0.importance == least }.reversed().map { ($0.object, $0.relation) }
        }

        /// Takes back what was given up without need, the most important first.
        private mutating func restore(
            _ positions: [Vector3], _ tolerance: PlacementProblem.Tolerance
        ) -> ([Vector3], PlacementProblem.Tolerance) {
            var found = (positions, tolerance)
            for (index, number) in givenUp.sorted(by: { weight($0) > weight($1) }) where mayGoOn {
                var more = selection
                more.relations[index][number] = true
                if case .found(let positions, let tolerance) = search(more) {
                    selection = more
                    found = (positions, tolerance)
                }
            }
            return found
        }

        private func weight(_ place: (object: Int, relation: Int)) -> Int {
            LayoutRepair.importance(scene.objects[place.object].relations[place.relation])
        }

        private var givenUp: [(object: Int, relation: Int)] {
            scene.objects.indices.flatMap { index in
                selection.relations[index].indices.filter { !selection.relations[index][$0] }.map { (index, $0) }
            }
        }

        // MARK: Results

        private mutating func finish(
            _ positions: [Vector3], _ tolerance: PlacementProblem.Tolerance
        ) -> RepairResult {
            // A single one given up on a proof is given up for good.
            let isSettled = givenUp.count < 2 && conflicts.allSatisfy(\.isProved)
            let (found, tolerance) = isSettled ? (positions, tolerance) : restore(positions, tolerance)
            let problem = PlacementProblem(scene, selection: selection, tolerance: tolerance)
            var least = LeastMovementSearch(problem, wishes: proposals, from: found, deadline: deadline)
            let isLeast = least.run(work: workPerNode * repair.budget.nodes)
            return result(least.positions, isLeast: isLeast)
        }

        private func result(_ placed: [Vector3], isLeast: Bool) -> RepairResult {
            let crowded = scene.objects.indices.filter { !selection.objects[$0] }
            var positions = placed
            if !crowded.isEmpty {
                let drawn = drawnIntoRoom()
                for index in crowded { positions[index] = drawn[index] }
            }
            let broken = broken(at: positions)
            let blocked = whole.keptFree.filter { !selection.keptFree.contains($0) }.map(\.name)
            let outcome: RepairResult.Outcome =
                if let failure {
                    .failed(failure)
                } else {
                    broken.isEmpty && blocked.isEmpty ? .repaired : .relaxed
                }
            return RepairResult(
                outcome: outcome, positions: positions,
                displacements: zip(positions, proposals).map { position, proposal in
                    proposal.map { position == $0 ? 0 : position.distance(to: $0) }
                },
                relaxed: broken, conflicts: conflicts, blocked: blocked, crowded: crowded.map { scene.objects[$0].id },
                isLeast: isLeast)
        }

        /// The relations that do not hold; those of pinned objects are their owner's word.
        private func broken(at positions: [Vector3]) -> [ObjectRelation] {
            if failure == nil, givenUp.isEmpty { return [] }
            let exact = ExactPlacement(PlacementProblem(scene, selection: whole))
            return scene.objects.enumerated().filter { !$1.isPinned }.flatMap { index, object in
                object.relations.indices.filter { !exact.keepsRelation($0, of: index, positions) }.map {
                    ObjectRelation(object: object.id, relation: object.relations[$0])
                }
            }
        }

        private func drawnIntoRoom() -> [Vector3] {
            let problem = PlacementProblem(scene, selection: whole)
            return scene.objects.indices.map { index in
                if scene.objects[index].isPinned, let position = scene.objects[index].position { return position }
                let (low, high) = problem.roomRegion(index)
                let wish = proposals[index] ?? Vector3(x: high.x / 2, y: high.y / 2, z: low.z)
                return Vector3(
                    x: min(max(wish.x, low.x), high.x), y: min(max(wish.y, low.y), high.y),
                    z: min(max(wish.z, low.z), high.z))
            }
        }
    }
}
