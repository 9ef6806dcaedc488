import Planning
import SceneGraph

/// What is wrong with an arrangement, in words: objects outside, collisions, relations that do not hold.
func faults(of positions: [Vector3], in scene: Scene, relations checked: Bool = true) -> [String] {
    guard positions.count == scene.objects.count else { return ["\(positions.count) positions"] }
    let geometry = RelationGeometry(room: scene.room.size)
    let boxes = scene.objects.indices.map {
        PlacedBox(size: scene.objects[$0].size, angle: scene.angles[$0], center: positions[$0])
    }
    var faults: [String] = []
    for (index, object) in scene.objects.enumerated() {
        if !boxes[index].isInside(room: scene.room.size) { faults.append("\(object.id) is outside") }
        for other in 0..<index where boxes[index].collides(with: boxes[other]) {
            faults.append("\(object.id) collides with \(scene.objects[other].id)")
        }
        guard checked, !object.isPinned else { continue }
        let subject = RelationGeometry.Subject(
            size: object.size, angle: scene.angles[index], isOnTheFloor: object.isOnTheFloor)
        for relation in object.relations {
            let target: RelationGeometry.Target
            switch relation.target {
            case .wall: continue
            case .element(let element): target = element.target(inRoom: scene.room.size)
            case .object(let id):
                guard let parent = scene.indices[id] else { continue }
                target = RelationGeometry.Target(
                    element: nil, size: scene.objects[parent].size, angle: scene.angles[parent],
                    center: positions[parent])
            }
            let region = try? geometry.region(
                of: subject, relativeTo: target, preposition: relation.preposition,
                isAdjacent: relation.isAdjacent)
            if region?.contains(positions[index]) != true {
                faults.append("\(object.id) is not \(relation.preposition.rawValue) \(relation.targetID)")
            }
        }
    }
    return faults
}

/// A box on the floor that faces away from the wall it stands on.
func piece(
    _ id: String, _ length: Double, _ width: Double, _ height: Double, facing: RoomElement = .northWall,
    onFloor: Bool = true, _ relations: Relation...
) -> SceneObject {
    SceneObject(
        id: id, size: BoxSize(length: length, width: width, height: height), isOnTheFloor: onFloor,
        facing: facing.rawValue, relations: relations)
}

/// The least movement along x, y and z that makes a scene of objects on walls and floor sound: every choice of who stands
/// on which side of whom is tried, each by a linear programme an axis. The reference form of the search.
func leastMovement(of wishes: [Vector3], in scene: Scene) -> Double? {
    let geometry = RelationGeometry(room: scene.room.size)
    let boxes = scene.objects.indices.map {
        PlacedBox(size: scene.objects[$0].size, angle: scene.angles[$0], center: wishes[$0])
    }
    func part(_ vector: Vector3, _ axis: Int) -> Double { [vector.x, vector.y, vector.z][axis] }
    var lower = [[Double]](repeating: [], count: 3)
    var upper = lower
    for (index, object) in scene.objects.enumerated() {
        let regions = object.relations.compactMap { relation -> Region? in
            guard case .element(let element) = relation.target else { return nil }
            return try? geometry.region(
                of: .init(size: object.size, angle: scene.angles[index], isOnTheFloor: object.isOnTheFloor),
                relativeTo: element.target(inRoom: scene.room.size), preposition: relation.preposition,
                isAdjacent: relation.isAdjacent)
        }
        for axis in 0..<3 {
            let half = part(boxes[index].half, axis)
            let isLow = axis == 2 && regions.isEmpty
            let low = regions.reduce(half) { max($0, $1.ends[2 * axis]) }
            let high = regions.reduce(isLow ? half : part(scene.room.size, axis) - half) {
                min($0, $1.ends[2 * axis + 1])
            }
            lower[axis].append(low)
            upper[axis].append(max(low, high))
        }
    }
    let solid = scene.objects.indices.filter { !scene.objects[$0].size.isThin }
    let pairs = solid.flatMap { first in solid.filter { $0 > first }.map { (first, $0) } }
    var best: Double?
    for choice in 0..<pairs.reduce(1, { count, _ in count * 6 }) {
        var demands = [[AxisDisplacement.Demand]](repeating: [], count: 3)
        var rest = choice
        for (first, second) in pairs {
            let (axis, isReversed) = (rest % 6 / 2, rest % 2 == 1)
            rest /= 6
            let distance = part(boxes[first].half, axis) + part(boxes[second].half, axis)
            demands[axis].append(isReversed ? (second, first, distance) : (first, second, distance))
        }
        var cost = 0.0
        var isPossible = true
        // What cannot stand over one another is told apart soonest by height.
        for axis in [2, 1, 0] where isPossible {
            let solved = AxisDisplacement(
                wishes: wishes.map { part($0, axis) }, weights: wishes.map { _ in 1 }, lower: lower[axis],
                upper: upper[axis], demands: demands[axis])
            if let solved { cost += solved.cost } else { isPossible = false }
        }
        if isPossible, cost < best ?? .infinity { best = cost }
    }
    return best
}
