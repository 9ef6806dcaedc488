import SceneGraph

/// Arranges a scene in a room with an outline or with doors and windows, near what is proposed.
///
/// Objects take their places one after the other, each the nearest that is open to it (`OutlineSpaces`). Where one of
/// them finds no place, or must give up a relation, its whole group takes its places earlier in the next attempt, and
/// elsewhere; what follows from chance follows from the seed. The best attempt counts: first that everything has a
/// place, then relations by their importance, then free windows, then how far things were moved.
struct OutlineSearch {
    /// What an attempt came to.
    struct Arrangement {
        var positions: [Vector3]
        /// Objects for which no place was free.
        var unplaced: [Int] = []
        var dropped: [PlacementConflict.ObjectRelation] = []
        /// Objects of `dropped` and `unplaced`, and objects before windows.
        var troubled: Set<Int> = []
        fileprivate var cost = (unplaced: 0, relations: 0, windows: 0, way: 0.0)

        /// Whether all have a place and keep their relations.
        var isWhole: Bool { unplaced.isEmpty && dropped.isEmpty }
    }

    let scene: Scene
    let spaces: OutlineSpaces
    private let wishes: [Vector3?]
    private let attempts: Int
    private let deadline: ContinuousClock.Instant?
    private var generator: SeededGenerator
    /// How many pairs of edges may be compared in all, about a second's worth.
    private static let most = 200_000_000
    /// The group of each object: those that relate to each other.
    private let groups: [Int]

    /// - Parameters:
    ///   - wishes: where objects are proposed to stand; nil: anywhere.
    ///   - attempts: how often it is tried at most.
    init(
        _ scene: Scene, wishes: [Vector3?]? = nil, seed: UInt64, attempts: Int = 48,
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.scene = scene
        spaces = OutlineSpaces(scene)
        self.wishes = wishes ?? [Vector3?](repeating: nil, count: scene.objects.count)
        // Edges of blockers are compared pair by pair: many objects get fewer attempts, not longer ones.
        let count = scene.objects.count
        let edges = 8 * count + 6 * scene.room.floor.corners.count
        self.attempts = min(attempts, max(2, Self.most / max(1, count * edges * edges)))
        self.deadline = deadline
        generator = SeededGenerator(seed: seed)
        groups = Self.groups(scene)
    }

    /// The best arrangement found.
    mutating func run() -> Arrangement {
        let fixed = rightOnes()
        var best = attempt(scene.placementOrder, fixed: fixed, wild: [])
        var weights = [Int](repeating: 0, count: scene.objects.count)
        var last = best
        var number = 1
        while number < attempts, best.cost.unplaced + best.cost.relations + best.cost.windows > 0 {
            if let deadline, ContinuousClock.now >= deadline { break }
            var wild: Set<Int> = []
            for index in last.troubled {
                weights[groups[index]] += 1
                wild.insert(groups[index])
            }
            // Now and then everything goes elsewhere.
            if number % 5 == 0 { wild = Set(groups) }
            let rank = Dictionary(
                scene.placementOrder.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            var first = [Int](repeating: .max, count: scene.objects.count)
            for index in scene.objects.indices {
                first[groups[index]] = min(first[groups[index]], rank[index] ?? 0)
            }
            let order = scene.placementOrder.sorted {
                let (a, b) = (groups[$0], groups[$1])
                return (-weights[a], first[a], rank[$0] ?? 0) < (-weights[b], first[b], rank[$1] ?? 0)
            }
            let kept = number % 3 == 0 ? [:] : fixed.filter { !wild.contains(groups[$0.key]) }
            last = attempt(order, fixed: kept, wild: wild)
            if last.cost < best.cost { best = last }
            number += 1
        }
        return best
    }

    /// The objects that are right as they are proposed, and what they relate to.
    private func rightOnes() -> [Int: Vector3] {
        var fixed: [Int: Vector3] = [:]
        for index in scene.topologicalOrder {
            guard let wish = wishes[index], !scene.objects[index].isPinned else { continue }
            let parents = scene.objects[index].relations.compactMap { relation -> Int? in
                guard case .object(let id) = relation.target else { return nil }
                return scene.indices[id]
            }
            guard parents.allSatisfy({ fixed[$0] != nil || scene.objects[$0].isPinned }), spaces.isRight(index, wishes)
            else { continue }
            fixed[index] = wish
        }
        return fixed
    }

    /// Puts the objects in order, those of wild groups anywhere.
    private mutating func attempt(_ order: [Int], fixed: [Int: Vector3], wild: Set<Int>) -> Arrangement {
        var placed = scene.objects.indices.map { index in
            scene.objects[index].isPinned ? scene.objects[index].position : fixed[index]
        }
        var arrangement = Arrangement(positions: [])
        for index in order where placed[index] == nil {
            let wish = wish(index, placed, isWild: wild.contains(groups[index]))
            guard let spot = spaces.spot(index, near: wish, placed: placed) else {
                arrangement.unplaced.append(index)
                arrangement.troubled.insert(index)
                continue
            }
            placed[index] = spot.position
            arrangement.dropped += spot.dropped.map { number in
                PlacementConflict.ObjectRelation(
                    object: scene.objects[index].id, relation: scene.objects[index].relations[number])
            }
            if !spot.dropped.isEmpty || spot.isBeforeWindow { arrangement.troubled.insert(index) }
            arrangement.cost.relations += spot.dropped.reduce(0) {
                $0 + 1 + LayoutRepair.importance(scene.objects[index].relations[$1])
            }
            if spot.isBeforeWindow { arrangement.cost.windows += 1 }
            if let wish = wishes[index] { arrangement.cost.way += wish.distance(to: spot.position) }
        }
        arrangement.cost.unplaced = arrangement.unplaced.count
        arrangement.positions = scene.objects.indices.map { placed[$0] ?? resort($0) }
        return arrangement
    }

    /// Where an object should go: where it is proposed, following what it relates to; else by chance.
    private mutating func wish(_ index: Int, _ placed: [Vector3?], isWild: Bool) -> Vector3? {
        let (u, v, w) = (generator.unit(), generator.unit(), generator.unit())
        let parents = scene.objects[index].relations.compactMap { relation -> Int? in
            guard case .object(let id) = relation.target else { return nil }
            return scene.indices[id]
        }
        if let wish = wishes[index], !isWild || !parents.isEmpty {
            guard let parent = parents.first, let there = placed[parent], let before = wishes[parent] else {
                return wish
            }
            return Vector3(
                x: wish.x + there.x - before.x, y: wish.y + there.y - before.y, z: wish.z + there.z - before.z)
        }
        // Company stands at the middle of its host, hanging things half way up.
        let spread = parents.isEmpty || isWild ? 1.0 : 0.2
        let fraction = Vector3(x: 0.5 + spread * (u - 0.5), y: 0.5 + spread * (v - 0.5), z: 0.45 + 0.1 * w)
        return spaces.aim(index, at: fraction, placed: placed)
    }

    /// A place for what has none: the proposal drawn into the box around the room.
    private func resort(_ index: Int) -> Vector3 {
        let (room, height) = (scene.room.size, scene.objects[index].size.height / 2)
        let wish = wishes[index] ?? Vector3(x: room.x / 2, y: room.y / 2, z: height)
        return Vector3(
            x: min(max(wish.x, 0), room.x), y: min(max(wish.y, 0), room.y),
            z: min(max(wish.z, height), max(height, room.z - height)))
    }

    private static func groups(_ scene: Scene) -> [Int] {
        var groups = Array(scene.objects.indices)
        for index in scene.topologicalOrder {
            for case .object(let id) in scene.objects[index].relations.map(\.target) {
                guard let parent = scene.indices[id] else { continue }
                let (mine, theirs) = (groups[index], groups[parent])
                for other in groups.indices where groups[other] == mine { groups[other] = theirs }
            }
        }
        return groups
    }
}
