/// One line an object, with the numbers that a small model would otherwise have to compute: the extents
/// along the room's axes at the object's angle, and the range that its centre may take.
///
/// ```
/// room 4.0 5.0 2.8
/// bed_1 1.6x2.0x0.5 @180 floor x 0.8..3.2 y 1.0..4.0 z 0.25..0.25: on north_wall
/// ```
///
/// Further turns are told of as in `RangedPrompt`.
enum CompactPrompt {
    static func text(for scene: Scene, after previous: TurnMaker.Previous? = nil) -> String {
        let room = scene.room.size
        var lines = ["room \(number(room.x)) \(number(room.y)) \(number(room.z))"]
        lines += RoomForm.lines(scene.room)
        if !scene.room.description.isEmpty { lines.append(scene.room.description) }
        let places = previous.flatMap { RefinementNote.places($0, scene: scene) }
        if let previous { lines.append(RefinementNote.reward(previous, isReadable: places != nil)) }
        for (index, (object, angle)) in zip(scene.objects, scene.angles).enumerated() {
            lines.append(line(object, angle, room) + (places.map { " " + $0[index] } ?? ""))
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ object: SceneObject, _ angle: Double, _ room: Vector3) -> String {
        let box = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0))
        func range(_ half: Double, _ limit: Double) -> String { "\(number(half))..\(number(limit - half))" }
        let height =
            object.isOnTheFloor
            ? "\(number(box.half.z))..\(number(box.half.z))" : range(box.half.z, room.z)
        let relations = object.relations.map { relation in
            let touching = relation.isAdjacent || !relation.preposition.isDirectional ? "" : " apart"
            return "\(relation.preposition.rawValue) \(relation.targetID)\(touching)"
        }
        let size = [2 * box.half.x, 2 * box.half.y, 2 * box.half.z].map(number).joined(separator: "x")
        var line = "\(object.id) \(size) @\(number(angle)) \(object.isOnTheFloor ? "floor" : "up")"
        line += " x \(range(box.half.x, room.x)) y \(range(box.half.y, room.y)) z \(height)"
        if let position = object.position, object.isPinned {
            line += " pinned \(number(position.x)) \(number(position.y)) \(number(position.z))"
        }
        return relations.isEmpty ? line : line + ": " + relations.joined(separator: ", ")
    }

    /// At most four decimals, without trailing zeros beyond the first.
    private static func number(_ value: Double) -> String {
        "\((value * 1e4).rounded() / 1e4)"
    }
}
