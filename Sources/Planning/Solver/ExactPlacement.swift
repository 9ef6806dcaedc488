import SceneGraph

/// Turns an arrangement that is right up to rounding into one that keeps the relations' regions exactly.
struct ExactPlacement {
    let problem: PlacementProblem

    init(_ problem: PlacementProblem) { self.problem = problem }

    /// How far a centre may be from a region that cannot be met exactly together with the object's others, in
    /// metres: I-Design's tolerance for overlapping regions.
    static let regionTolerance = 1e-3

    /// Positions of all objects (those left out of the selection where the arrangement has them); nil if
    /// relations, room or collisions do not come out right.
    func positions(near arrangement: [Double]) -> [Vector3]? {
        var arrangement = arrangement
        for round in 0...problem.scene.objects.count {
            switch attempt(arrangement) {
            case .placed(let positions): return isSound(positions) ? positions : nil
            case .broken: return nil
            case .squeezed(let squeeze):
                let breath = squeeze.shift < 0 ? -Self.breath : Self.breath
                for ancestor in ancestors(of: squeeze.object) {
                    arrangement[3 * ancestor + squeeze.axis] += squeeze.shift + Double(round) * breath
                }
            }
        }
        return nil
    }

    /// What came of a try to place all objects one after the other.
    private enum Attempt {
        case placed([Vector3])
        /// What the object relates to stands a rounding too near to a wall, and would have to move by the shift.
        case squeezed((object: Int, axis: Int, shift: Double))
        case broken
    }

    private func attempt(_ arrangement: [Double]) -> Attempt {
        let scene = problem.scene
        var positions = scene.objects.indices.map { problem.vector(arrangement, $0) }
        for index in scene.topologicalOrder where problem.selection.objects[index] && !problem.isPinned(index) {
            guard let regions = try? problem.regions(of: index, at: { positions[$0] }) else { return .broken }
            let (low, high) = problem.roomRegion(index)
            var position = positions[index]
            for axis in 0..<3 {
                var value = position[axis]
                let least = regions.reduce(low[axis]) { max($0, $1.ends[2 * axis]) }
                let greatest = regions.reduce(high[axis]) { min($0, $1.ends[2 * axis + 1]) }
                let lack = least - greatest
                // Twice what the inequalities allow between two objects.
                if lack > 0, lack <= 4 * problem.tolerance {
                    if least > high[axis] { return .squeezed((index, axis, -lack)) }
                    if greatest < low[axis] { return .squeezed((index, axis, lack)) }
                }
                value = lack > 0 ? greatest : min(max(value, least), greatest)
                position = position.replacing(axis, value)
            }
            guard keeps(regions, position) else { return .broken }
            positions[index] = position
        }
        return .placed(positions)
    }

    /// What is added to a shift each further time, so that rounding does not undo it, in metres.
    private static let breath = 1e-15

    /// What an object relates to, what that relates to, and so on.
    private func ancestors(of index: Int) -> Set<Int> {
        var found: Set<Int> = []
        var pending = [index]
        while let next = pending.popLast() {
            for (number, relation) in problem.scene.objects[next].relations.enumerated()
            where problem.selection.relations[next][number] {
                guard case .object(let id) = relation.target, let parent = problem.scene.indices[id],
                    !problem.isPinned(parent), found.insert(parent).inserted
                else { continue }
                pending.append(parent)
            }
        }
        return found
    }

    /// Whether an object keeps its relations at these places; false where a target has none.
    func keepsRelations(_ index: Int, _ places: [Vector3?]) -> Bool {
        guard let position = places[index] else { return false }
        for case .object(let id) in problem.scene.objects[index].relations.map(\.target) {
            guard let parent = problem.scene.indices[id], places[parent] != nil else { return false }
        }
        guard let regions = try? problem.regions(of: index, at: { places[$0] ?? position }) else {
            return false
        }
        return keeps(regions, position)
    }

    /// Whether an object keeps one of its relations at these places, whatever comes of the others.
    func keepsRelation(_ number: Int, of index: Int, _ places: [Vector3]) -> Bool {
        let relation = problem.scene.objects[index].relations[number]
        guard let region = try? problem.region(of: index, relation, at: { places[$0] }) else { return false }
        return keeps([region], places[index], isExact: false)
    }

    /// Whether a place is in all regions, up to the tolerance, and in one of them exactly where that is asked.
    private func keeps(_ regions: [Region], _ position: Vector3, isExact: Bool = true) -> Bool {
        if regions.isEmpty { return true }
        let tolerance = Self.regionTolerance
        return (!isExact || regions.contains { $0.contains(position) })
            && regions.allSatisfy { region in
                let ends = region.ends
                return (0..<3).allSatisfy { axis in
                    position[axis] >= ends[2 * axis] - tolerance
                        && position[axis] <= ends[2 * axis + 1] + tolerance
                }
            }
    }

    private func isSound(_ positions: [Vector3]) -> Bool {
        let scene = problem.scene
        let boxes = scene.objects.indices.map { problem.box($0, at: positions[$0]) }
        for index in scene.objects.indices where problem.selection.objects[index] && !problem.isPinned(index) {
            guard boxes[index].isInside(room: scene.room.size) else { return false }
        }
        return problem.pairs.allSatisfy { pair in
            guard pair.second >= boxes.count else { return !boxes[pair.first].collides(with: boxes[pair.second]) }
            return problem.selection.keptFree[pair.second - boxes.count].isFree(of: boxes[pair.first])
        }
    }
}
