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
