import SceneGraph

extension LayoutRepair {
    /// The repair in a room with an outline, doors or windows: everything within the outline, at any angle, without
    /// collisions and away from doors.
    func repairInOutline(_ usable: [Vector3?], deadline: ContinuousClock.Instant?) -> RepairResult {
        var search = OutlineSearch(scene, wishes: usable, seed: seed, deadline: deadline)
        let found = search.run()
        let displacements = zip(found.positions, usable).map { position, proposal in
            proposal.map { proposal in
                let way = position.distance(to: proposal)
                // Rounding is no move.
                return way < 1e-9 ? 0 : way
            }
        }
        let outcome: RepairResult.Outcome
        if !found.unplaced.isEmpty {
            outcome = .failed(PlacementConflict(unplaced: found, in: scene))
        } else if !found.dropped.isEmpty {
            outcome = .relaxed
        } else {
            outcome = displacements.allSatisfy { $0 == 0 } ? .clean : .repaired
        }
        return RepairResult(
            outcome: outcome, positions: found.positions, displacements: displacements, relaxed: found.dropped)
    }
}

extension PlacementConflict {
    /// What an arrangement could not do; whether nothing else could is not known.
    init(unplaced found: OutlineSearch.Arrangement, in scene: Scene) {
        let objects = Set(found.unplaced.map { scene.objects[$0].id } + found.dropped.map(\.object))
        self.init(
            reason: .budget, objects: scene.objects.map(\.id).filter(objects.contains), relations: found.dropped,
            isProved: false, isMinimal: false)
    }
}
