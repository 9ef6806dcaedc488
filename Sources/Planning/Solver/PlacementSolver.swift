import SceneGraph

/// Places the objects of a scene graph so that all relations of each object hold at once, nothing collides,
/// and every box lies in the room; or says what stands in the way.
///
/// In the spirit of I-Design's backtracking (Çelen et al. 2024), whose regions, collision test and demand
/// for all relations at once it keeps. Unlike it, the search is complete (`SeparationSearch`), bounded, and
/// the same for the same seed. Pinned objects stay where they are; their own relations, and collisions
/// among them, are their owner's word.
///
/// ```swift
/// switch PlacementSolver(scene: scene, seed: 7).solve() {
/// case .placed(let positions): scene.placed(at: positions)
/// case .unplaceable(let conflict): print(conflict)
/// }
/// ```
public struct PlacementSolver: Sendable {
    /// The scene graph whose objects are placed.
    public let scene: Scene
    /// What all chance follows from.
    public let seed: UInt64
    /// How much work a search may cost.
    public let budget: PlacementBudget

    /// A solver for a scene; positions of objects that are not pinned are ignored.
    public init(scene: Scene, seed: UInt64 = 0, budget: PlacementBudget = .standard) {
        self.scene = scene
        self.seed = seed
        self.budget = budget
    }

    /// Searches for an arrangement.
    public func solve() -> PlacementOutcome {
        guard scene.room.isPlain else {
            let found = inOutline()
            return found.isWhole
                ? .placed(found.positions) : .unplaceable(PlacementConflict(unplaced: found, in: scene))
        }
        var restarts = RestartingSearch(scene, seed: seed, budget: budget)
        switch restarts.run() {
        case .solved(let positions): return .placed(positions)
        case .refuted(let isProved):
            return .unplaceable(finder(restarts).conflict(isProved: isProved))
        case .exhausted: return .unplaceable(finder(restarts).conflict(isProved: false))
        }
    }

    /// An arrangement if one is found: `solve` without the search for what stands in the way.
    public func arrangement() -> [Vector3]? {
        guard scene.room.isPlain else {
            let found = inOutline()
            return found.isWhole ? found.positions : nil
        }
        var restarts = RestartingSearch(scene, seed: seed, budget: budget)
        if case .solved(let positions) = restarts.run() { return positions }
        return nil
    }

    /// In a room with an outline, doors or windows the search is not complete.
    private func inOutline() -> OutlineSearch.Arrangement {
        var search = OutlineSearch(
            scene, seed: seed, deadline: budget.duration.map { ContinuousClock.now + $0 })
        return search.run()
    }

    private func finder(_ restarts: RestartingSearch) -> ConflictFinder {
        ConflictFinder(
            scene, failures: restarts.failures, budget: budget, seed: seed, deadline: restarts.deadline)
    }
}
