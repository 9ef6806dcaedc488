import Planning
import SceneGraph

/// Layouts with one fault that no collision tells of.
extension GoodLayout {
    enum Fault: String, CaseIterable {
        case chairTurned = "a chair turned away from its desk"
        case sofaBeforeDoor = "a sofa before a door"
        case nightstandAway = "a nightstand away from its bed"
    }

    /// The layout with a fault; nil where it has not what that takes.
    func broken(_ fault: Fault, _ generator: inout SeededGenerator) throws -> GoodLayout? {
        switch fault {
        case .chairTurned:
            let chair = scene.objects.indices.first { index in
                scene.objects[index].label.hasSuffix("chair")
                    && scene.objects[index].relations.contains { $0.targetID.contains("desk") }
            }
            guard let chair else { return nil }
            var objects = scene.objects
            objects[chair].rotation = scene.angles[chair] + 180
            return GoodLayout(
                name: name, scene: try Scene(room: scene.room, objects: objects), positions: positions)
        case .sofaBeforeDoor:
            guard let sofa = first("sofa"), let door = first("door") else { return nil }
            return moved(sofa, to: before(door, sofa))
        case .nightstandAway:
            guard let stand = first("nightstand"), let bed = first("bed") else { return nil }
            for _ in 0..<500 {
                let place = anywhere(stand, &generator)
                let (dx, dy) = (place.x - positions[bed].x, place.y - positions[bed].y)
                let box = box(stand, at: place)
                let isFree = !positions.indices.contains { other in
                    other != stand && self.box(other, at: positions[other]).collides(with: box)
                }
                if isFree, dx * dx + dy * dy > 4 { return moved(stand, to: place) }
            }
            return nil
        }
    }

    private func moved(_ index: Int, to place: Vector3) -> GoodLayout {
        var places = positions
        places[index] = place
        return GoodLayout(name: name, scene: scene, positions: places)
    }

    /// The place right before a door.
    private func before(_ door: Int, _ index: Int) -> Vector3 {
        let (room, place, half, own) = (scene.room.size, positions[door], half(door), self.half(index))
        if place.x < 0.2 { return inside(index, x: 2 * half.x + own.x, y: place.y) }
        if place.x > room.x - 0.2 { return inside(index, x: room.x - 2 * half.x - own.x, y: place.y) }
        if place.y < 0.2 { return inside(index, x: place.x, y: 2 * half.y + own.y) }
        return inside(index, x: place.x, y: room.y - 2 * half.y - own.y)
    }
}
