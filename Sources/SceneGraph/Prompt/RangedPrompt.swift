/// One line an object, parents first, with what a small model would otherwise have to compute: half extents along
/// the room's axes, and for each relation where it lets the centre be.
///
/// What relates to a part of the room has ranges in the room's coordinates. What relates to an object has offsets from
/// that object's centre, to be added to its position, and after `in` the range that the room leaves.
///
/// ```
/// room 4.00 5.00 2.80
/// A calm bedroom.
/// bed_1 half 0.80 1.00 0.25 @180 on north_wall x 0.80..3.20 y 4.00 z 0.25
/// stand_1 half 0.23 0.20 0.28 @180 in 0.23..3.77 0.20..4.80 left of bed_1 x +1.03 y -0.80..+0.80 z 0.28
/// ```
enum RangedPrompt {
    static func text(for scene: Scene) -> String {
        let room = scene.room.size
        var lines = ["room " + [room.x, room.y, room.z].map(MetreText.number).joined(separator: " ")]
        if !scene.room.description.isEmpty { lines.append(scene.room.description) }
        lines += scene.placementOrder.map { line($0, scene) }
        return lines.joined(separator: "\n")
    }

    private static func line(_ index: Int, _ scene: Scene) -> String {
        let object = scene.objects[index]
        let angle = scene.angles[index]
        let half = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0)).half
        var line = "\(object.id) half " + [half.x, half.y, half.z].map(MetreText.number).joined(separator: " ")
        line += " @" + (angle == angle.rounded() && abs(angle) < 1e6 ? "\(Int(angle))" : "\(angle)")
        if object.isPinned, let position = object.position {
            return line + " pinned "
                + [position.x, position.y, position.z].map(MetreText.number).joined(separator: " ")
        }
        let room = scene.room.size
        if object.relations.contains(where: { if case .object = $0.target { true } else { false } }) {
            line += " in \(range(half.x, room.x - half.x)) \(range(half.y, room.y - half.y))"
        }
        let subject = RelationGeometry.Subject(size: object.size, angle: angle, isOnTheFloor: object.isOnTheFloor)
        for relation in object.relations {
            line += " \(relation.preposition.rawValue) \(relation.targetID)"
            switch relation.target {
            case .element(let element):
                let region = try? RelationGeometry(room: room).region(
                    of: subject, relativeTo: element.target(inRoom: room), preposition: relation.preposition,
                    isAdjacent: relation.isAdjacent)
                guard let ends = region?.ends else { continue }
                line += " x \(range(ends[0], ends[1])) y \(range(ends[2], ends[3])) z \(range(ends[4], ends[5]))"
            case .object(let id):
                guard let parent = scene.indices[id] else { continue }
                line += offsets(of: subject, from: parent, relation, scene)
            }
        }
        return line
    }

    private static func range(_ low: Double, _ high: Double) -> String {
        let (first, last) = (MetreText.number(low), MetreText.number(high))
        return first == last ? first : "\(first)..\(last)"
    }

    /// Where a relation lets the centre be, from its target's centre: read off the geometry amid a room so large that
    /// its walls play no part. An end that follows the room instead is left open.
    private static func offsets(
        of subject: RelationGeometry.Subject, from parent: Int, _ relation: Relation, _ scene: Scene
    ) -> String {
        let (side, middle) = (0x1p20, 0x1p19)
        let target = RelationGeometry.Target(
            element: nil, size: scene.objects[parent].size, angle: scene.angles[parent],
            center: Vector3(x: middle, y: middle, z: middle))
        let region = try? RelationGeometry(room: Vector3(x: side, y: side, z: side)).region(
            of: subject, relativeTo: target, preposition: relation.preposition, isAdjacent: relation.isAdjacent)
        guard let ends = region?.ends else { return "" }
        func follows(_ end: Double) -> Bool { abs(end - middle) < middle / 2 }
        return zip(["x", "y", "z"], 0..<3).map { axis, number in
            let (low, high) = (ends[2 * number], ends[2 * number + 1])
            if !follows(low), !follows(high) { return " \(axis) \(range(low, high))" }
            let first = follows(low) ? MetreText.offset(low - middle) : ""
            let last = follows(high) ? MetreText.offset(high - middle) : ""
            return " \(axis) " + (first == last ? first : "\(first)..\(last)")
        }.joined()
    }
}
