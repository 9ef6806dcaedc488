import SceneGraph

/// Turns proposed positions, from a model and possibly nonsense, into a sound arrangement near them.
///
/// The same search as `PlacementSolver`, aimed at the proposals: objects that are right as they are take
/// their places first, the others go to the nearest allowed ones, and pairs that collide are parted by the
/// shortest way. Where relations cannot all hold, the least important of those in conflict is given up, and
/// so on until an arrangement is found: whether everything stands in the room without collisions goes before
/// every relation. Pinned objects never move. In rooms with an outline, doors or windows everything comes to stand
/// within the outline, and nothing before a door.
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

    /// A repair for layouts of this scene; the budget is that of each search, of which there are as many as
    /// relations are given up.
    public init(
        scene: Scene, seed: UInt64 = 0, budget: PlacementBudget = PlacementBudget(nodes: 2_000)
    ) {
        self.scene = scene
        self.seed = seed
        self.budget = budget
    }

    /// The farthest coordinate of a proposal that is taken seriously, in metres.
    private static let farthest = 1e6

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
        var selection = PlacementProblem.Selection(all: scene)
        let isRight = soundness(of: usable)
        if !isRight.contains(false) {
            return result(.clean, usable.compactMap { $0 }, usable, [])
        }
        var relaxed: [PlacementConflict.ObjectRelation] = []
        let deadline = budget.duration.map { ContinuousClock.now + $0 }
        let order = fixingOrder(isRight)
        while true {
            var search = RestartingSearch(
                scene, selection: selection, wishes: usable, order: order, seed: seed, budget: budget,
                deadline: deadline)
            var status = search.run()
            switch status {
            case .solved, .refuted(isProved: true): break
            default:
                // Wishes that lead astray: any sound arrangement goes before giving up a relation.
                var free = RestartingSearch(
                    scene, selection: selection, seed: seed, budget: budget, deadline: deadline)
                status = free.run()
            }
            if case .solved(let positions) = status {
                return result(relaxed.isEmpty ? .repaired : .relaxed, positions, usable, relaxed)
            }
            let finder = ConflictFinder(
                scene, within: selection, failures: search.failures, budget: budget, seed: seed,
                deadline: deadline)
            let conflict = finder.conflict(isProved: false)
            var dispensable = dispensable(conflict, selection)
            // Without a proof any of them may be to blame; do not search once for each.
            if conflict.isProved, let least = dispensable.first { dispensable = [least] }
            guard !dispensable.isEmpty else {
                return result(.failed(conflict), drawnIntoRoom(usable), usable, relaxed)
            }
            for (index, number) in dispensable {
                selection.relations[index][number] = false
                relaxed.append(
                    PlacementConflict.ObjectRelation(
                        object: scene.objects[index].id, relation: scene.objects[index].relations[number]))
            }
        }
    }

    // MARK: Judging the proposal

    /// Whether each object may stay: it is in the room, keeps its relations and collides with nothing.
    private func soundness(of proposals: [Vector3?]) -> [Bool] {
        let exact = ExactPlacement(PlacementProblem(scene))
        let boxes = scene.objects.indices.map { index in
            proposals[index].map {
                PlacedBox(size: scene.objects[index].size, angle: scene.angles[index], center: $0)
            }
        }
        return scene.objects.indices.map { index in
            if scene.objects[index].isPinned { return true }
            guard let box = boxes[index], box.isInside(room: scene.room.size),
                exact.keepsRelations(index, proposals)
            else { return false }
            return !boxes.indices.contains { other in
                other != index && (boxes[other].map { box.collides(with: $0) } ?? false)
            }
        }
    }

    private func fixingOrder(_ isRight: [Bool]) -> [Int] {
        scene.topologicalOrder.filter { isRight[$0] } + scene.topologicalOrder.filter { !isRight[$0] }
    }

    // MARK: Giving up relations

    /// The relations of a conflict that may be given up, of equal and least importance.
    private func dispensable(
        _ conflict: PlacementConflict, _ selection: PlacementProblem.Selection
    ) -> [(object: Int, relation: Int)] {
        var candidates: [(importance: Int, object: Int, relation: Int)] = []
        let blamed = Set(conflict.relations)
        for (index, object) in scene.objects.enumerated() where !object.isPinned {
            for (number, relation) in object.relations.enumerated()
            where selection.relations[index][number]
                && blamed.contains(.init(object: object.id, relation: relation))
            {
                candidates.append((Self.importance(relation), index, number))
            }
        }
        guard let least = candidates.map(\.importance).min() else { return [] }
        // Of equals, what comes last in the scene goes first: scenes begin with what matters.
        return candidates.filter { $0.importance == least }.reversed().map { ($0.object, $0.relation) }
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

    // MARK: Results

    private func result(
        _ outcome: RepairResult.Outcome, _ positions: [Vector3], _ proposals: [Vector3?],
        _ relaxed: [PlacementConflict.ObjectRelation]
    ) -> RepairResult {
        let displacements = zip(positions, proposals).map { position, proposal in
            proposal.map { position == $0 ? 0 : position.distance(to: $0) }
        }
        return RepairResult(
            outcome: outcome, positions: positions, displacements: displacements, relaxed: relaxed)
    }

    private func drawnIntoRoom(_ proposals: [Vector3?]) -> [Vector3] {
        let problem = PlacementProblem(scene)
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
