/// Where the centre of each object may be before anything is placed: what the room, its walls and the relations between
/// objects leave together.
///
/// A relation to an object bounds the difference of two coordinates on each axis, so each range narrows its neighbours'
/// until nothing changes (bounds consistency of difference constraints). A relation that would leave nothing to some
/// object is left out, as are the walls that do.
package struct CentreRanges: Sendable {
    /// A relation to an object: its target, and what it adds to the target's place.
    package struct Tie: Sendable {
        let child: Int
        package let parent: Int
        /// Least and greatest of `child − parent` for x, y, z; infinite where the relation leaves an end open.
        let offsets: [Double]
        /// Ends that follow the room instead of the target, infinite where there are none.
        let fixed: [Double]
    }

    /// The six ends of each object in the order x0, x1, y0, y1, z0, z1, in metres.
    package private(set) var ends: [[Double]]
    /// For each object the ties of its relations, nil for relations to the room and for what no formula covers.
    package let ties: [[Tie?]]

    /// By how much ends may cross from rounding alone, in metres.
    private static let rounding = 1e-6

    private let accepted: [[Int]]

    /// The ranges of a scene's objects.
    package init(_ scene: Scene) {
        var ends = scene.objects.indices.map { Self.roomEnds(of: $0, scene) }
        let ties = scene.objects.indices.map { index in
            scene.objects[index].isPinned
                ? [] : scene.objects[index].relations.map { Self.tie(of: index, $0, scene) }
        }
        // Of each object, the ties that hold so far, in which it is child or parent.
        var held = [[Tie]](repeating: [], count: ends.count)
        var accepted = [[Int]](repeating: [], count: ends.count)
        for index in scene.placementOrder {
            for (number, tie) in ties[index].enumerated() {
                guard let tie else { continue }
                var (narrowed, together) = (ends, held)
                together[tie.child].append(tie)
                together[tie.parent].append(tie)
                guard Self.narrow(&narrowed, from: tie, together) else { continue }
                (ends, held) = (narrowed, together)
                accepted[index].append(number)
            }
        }
        self.ends = ends
        self.ties = ties
        self.accepted = accepted
    }

    /// Whether an object has a single place on an axis.
    func isSingle(_ index: Int, _ axis: Int) -> Bool {
        ends[index][2 * axis + 1] - ends[index][2 * axis] < Self.rounding
    }

    /// Whether the ranges keep an object's relation of this number.
    func keeps(_ index: Int, _ relation: Int) -> Bool { accepted[index].contains(relation) }

    /// What an object's relation of this number adds to its target's place on an axis at least and at most, infinite
    /// where it leaves an end open. Nil where it adds nothing, or nothing that the ranges do not settle already.
    package func offsets(_ index: Int, _ relation: Int, _ axis: Int) -> (low: Double, high: Double)? {
        guard let tie = ties[index][relation] else { return nil }
        if keeps(index, relation), isSingle(index, axis) || isSingle(tie.parent, axis) { return nil }
        let (low, high) = (tie.offsets[2 * axis], tie.offsets[2 * axis + 1])
        return low.isFinite || high.isFinite ? (low, high) : nil
    }

    /// Narrows the ranges along all ties that a new one reaches; false if something is left without a place.
    private static func narrow(_ ends: inout [[Double]], from tie: Tie, _ held: [[Tie]]) -> Bool {
        var waiting = [tie]
        // Circles of relations creep towards their limit: a few visits a tie are near enough for a hint.
        var visits = 0
        while let next = waiting.popLast(), visits < 64 * (held.count + 1) {
            visits += 1
            var (child, parent) = (ends[next.child], ends[next.parent])
            for axis in 0..<3 {
                let (low, high) = (2 * axis, 2 * axis + 1)
                child[low] = max(child[low], parent[low] + next.offsets[low], next.fixed[low])
                child[high] = min(child[high], parent[high] + next.offsets[high], next.fixed[high])
                parent[low] = max(parent[low], child[low] - next.offsets[high])
                parent[high] = min(parent[high], child[high] - next.offsets[low])
                guard child[low] <= child[high] + rounding, parent[low] <= parent[high] + rounding else { return false }
            }
            for (index, narrowed) in [(next.child, child), (next.parent, parent)] {
                let hasMoved = zip(ends[index], narrowed).contains { abs($0 - $1) > rounding }
                guard hasMoved else { continue }
                ends[index] = narrowed
                waiting += held[index]
            }
        }
        return true
    }

    /// Where room, floor and the relations to parts of the room let the centre be: what all leave, or else the first.
    private static func roomEnds(of index: Int, _ scene: Scene) -> [Double] {
        let object = scene.objects[index]
        if object.isPinned, let position = object.position {
            return [position.x, position.x, position.y, position.y, position.z, position.z]
        }
        let room = scene.room.size
        let subject = subject(index, scene)
        let half = PlacedBox(size: object.size, angle: subject.angle, center: Vector3(x: 0, y: 0, z: 0)).half
        let top = object.isOnTheFloor ? half.z : max(half.z, room.z - half.z)
        var ends = [half.x, max(half.x, room.x - half.x), half.y, max(half.y, room.y - half.y), half.z, top]
        for relation in object.relations {
            let target: RelationGeometry.Target?
            switch relation.target {
            case .element(let element): target = element.target(inRoom: room)
            case .wall(let name): target = scene.room.wall(named: name)?.target(height: room.z)
            case .object: target = nil
            }
            guard let target else { continue }
            let region = try? RelationGeometry(room: room).region(
                of: subject, relativeTo: target, preposition: relation.preposition, isAdjacent: relation.isAdjacent)
            guard let other = region?.ends else { continue }
            let common = (0..<6).map { $0 % 2 == 0 ? max(ends[$0], other[$0]) : min(ends[$0], other[$0]) }
            // Rounding may keep touching ends a hair apart.
            let isEmpty = (0..<3).contains { common[2 * $0] > common[2 * $0 + 1] + rounding }
            if !isEmpty { ends = common }
        }
        return ends
    }

    /// What a relation adds to its target's place: read off the geometry amid a room so large that its walls play no
    /// part.
    private static func tie(of index: Int, _ relation: Relation, _ scene: Scene) -> Tie? {
        guard case .object(let id) = relation.target, let parent = scene.indices[id] else { return nil }
        let (side, middle) = (0x1p20, 0x1p19)
        let target = RelationGeometry.Target(
            element: nil, size: scene.objects[parent].size, angle: scene.angles[parent],
            center: Vector3(x: middle, y: middle, z: middle))
        let region = try? RelationGeometry(room: Vector3(x: side, y: side, z: side)).region(
            of: subject(index, scene), relativeTo: target, preposition: relation.preposition,
            isAdjacent: relation.isAdjacent)
        guard let ends = region?.ends else { return nil }
        func follows(_ end: Double) -> Bool { abs(end - middle) < middle / 2 }
        let open = (0..<6).map { $0 % 2 == 0 ? -Double.infinity : .infinity }
        return Tie(
            child: index, parent: parent,
            offsets: (0..<6).map { follows(ends[$0]) ? ends[$0] - middle : open[$0] },
            fixed: (0..<6).map { number in
                let first = number / 2 * 2
                return follows(ends[first]) || follows(ends[first + 1]) ? open[number] : ends[number]
            })
    }

    private static func subject(_ index: Int, _ scene: Scene) -> RelationGeometry.Subject {
        let object = scene.objects[index]
        return RelationGeometry.Subject(
            size: object.size, angle: scene.angles[index], isOnTheFloor: object.isOnTheFloor)
    }
}
