import SceneGraph

/// Narrows a scene that could not be placed down to objects and relations that are in conflict.
///
/// Objects are added, those of which choices failed most first, until the part fails; then objects, what is to be
/// kept free, and relations are left out one by one as long as it still does (a deletion filter, Chinneck and
/// Dravnieks 1991).
struct ConflictFinder {
    typealias Selection = PlacementProblem.Selection

    private let scene: Scene
    private let whole: Selection
    private let failures: [Double]
    private let nodesPerTest: Int
    private let seed: UInt64
    private let deadline: ContinuousClock.Instant?

    init(
        _ scene: Scene, within whole: Selection? = nil, failures: [Double], budget: PlacementBudget,
        seed: UInt64,
        deadline: ContinuousClock.Instant?
    ) {
        self.scene = scene
        self.whole = whole ?? Selection(all: scene)
        self.failures = failures
        // All tests together may cost about as much again as the search did.
        let tests = scene.objects.reduce(1) { $0 + 2 + $1.relations.count }
        nodesPerTest = max(budget.nodes / tests, 64)
        self.seed = seed
        self.deadline = deadline
    }

    private enum Verdict { case placeable, refuted, unknown }

    private func test(_ selection: Selection) -> Verdict {
        var search = RestartingSearch(
            scene, selection: selection, seed: seed, budget: PlacementBudget(nodes: nodesPerTest),
            deadline: deadline)
        return switch search.run() {
        case .solved: .placeable
        case .refuted(isProved: true): .refuted
        default: .unknown
        }
    }

    func conflict(isProved: Bool) -> PlacementConflict {
        var selection = whole
        var isProved = isProved
        let (core, verdict) = firstFailingPart()
        if let core, verdict == .refuted || !isProved {
            selection = core
            isProved = verdict == .refuted
        }
        var isMinimal = true
        // Whether leaving this out still fails, as surely as the whole does.
        func fails(_ candidate: Selection) -> Bool {
            switch test(candidate) {
            case .placeable: return false
            case .refuted:
                isProved = true
                return true
            case .unknown:
                if isProved { isMinimal = false }
                return !isProved
            }
        }
        for index in scene.topologicalOrder.reversed() where selection.objects[index] {
            var candidate = selection
            candidate.objects[index] = false
            if fails(candidate) { selection = candidate }
        }
        for zone in selection.keptFree {
            var candidate = selection
            candidate.keptFree.removeAll { $0 == zone }
            if fails(candidate) { selection = candidate }
        }
        for index in scene.objects.indices where selection.objects[index] {
            for number in scene.objects[index].relations.indices where takesPart(index, number, selection) {
                var candidate = selection
                candidate.relations[index][number] = false
                if fails(candidate) { selection = candidate }
            }
        }
        return conflict(selection, isProved: isProved, isMinimal: isMinimal)
    }

    /// The first part of the scene, growing object by object, that cannot be placed.
    private func firstFailingPart() -> (Selection?, Verdict) {
        let ranked = scene.objects.indices.filter { whole.objects[$0] }.sorted {
            failures[$0] == failures[$1] ? $0 < $1 : failures[$0] > failures[$1]
        }
        var selection = whole
        selection.objects = [Bool](repeating: false, count: scene.objects.count)
        for index in ranked where !selection.objects[index] {
            include(index, in: &selection)
            let verdict = test(selection)
            if verdict != .placeable { return (selection, verdict) }
        }
        return (nil, .placeable)
    }

    private func include(_ index: Int, in selection: inout Selection) {
        var open = [index]
        while let next = open.popLast() {
            selection.objects[next] = true
            for case .object(let id) in scene.objects[next].relations.map(\.target) {
                guard let parent = scene.indices[id], whole.objects[parent], !selection.objects[parent] else {
                    continue
                }
                open.append(parent)
            }
        }
    }

    private func takesPart(_ index: Int, _ number: Int, _ selection: Selection) -> Bool {
        guard selection.relations[index][number] else { return false }
        guard case .object(let id) = scene.objects[index].relations[number].target else { return true }
        return scene.indices[id].map { selection.objects[$0] } ?? false
    }

    private func conflict(_ selection: Selection, isProved: Bool, isMinimal: Bool) -> PlacementConflict {
        let members = scene.objects.indices.filter { selection.objects[$0] }
        let relations = members.flatMap { index in
            scene.objects[index].relations.indices.filter { takesPart(index, $0, selection) }.map {
                PlacementConflict.ObjectRelation(
                    object: scene.objects[index].id, relation: scene.objects[index].relations[$0])
            }
        }
        return PlacementConflict(
            reason: reason(selection, isProved: isProved),
            objects: members.map { scene.objects[$0].id } + selection.keptFree.map(\.name), relations: relations,
            isProved: isProved, isMinimal: isMinimal)
    }

    private func reason(_ selection: Selection, isProved: Bool) -> PlacementConflict.Reason {
        guard isProved else { return .budget }
        let problem = PlacementProblem(scene, selection: selection, tolerance: .contact)
        if problem.unsupportedObject != nil { return .unsupportedAngle }
        if problem.emptyObject != nil { return .relations }
        var bounds = CoordinateBounds(lower: problem.lower, upper: problem.upper)
        return bounds.propagate(problem.links, []) == .empty ? .relations : .space
    }
}
