/// One line an object, parents first, with what a small model would otherwise have to compute: where room and walls
/// let the centre be, half extents along the room's axes, and what each relation to an object adds to that object's
/// position.
///
/// A line begins as a line of a guided answer does (see `GuidedAnswer`), so that what has no choice is copied, and has
/// no spaces before numbers: a token each would say nothing. After `@` stands the side that the object faces (`n`,
/// `e`, `s`, `w`) or its angle.
///
/// ```
/// room 4.00,5.00,2.80
/// A calm bedroom.
/// bed_1 x0.80..3.20 y4.00 z0.25 half0.80,1.00@s on north_wall
/// stand_1 x0.23..3.77 y0.20..4.80 z0.28 half0.23,0.20@s left of bed_1 x+1.03 y-0.80..+0.80 z0.28
/// ```
enum RangedPrompt {
    static func text(for scene: Scene) -> String {
        let room = scene.room.size
        var lines = ["room " + [room.x, room.y, room.z].map { MetreText.number($0) }.joined(separator: ",")]
        lines += RoomForm.lines(scene.room)
        if !scene.room.description.isEmpty { lines.append(scene.room.description) }
        lines += scene.placementOrder.map { line($0, scene) }
        return lines.joined(separator: "\n")
    }

    private static func line(_ index: Int, _ scene: Scene) -> String {
        let object = scene.objects[index]
        let angle = scene.angles[index]
        let half = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0)).half
        let subject = RelationGeometry.Subject(size: object.size, angle: angle, isOnTheFloor: object.isOnTheFloor)
        let end = " half\(MetreText.number(half.x)),\(MetreText.number(half.y))\(side(angle))"
        if object.isPinned, let position = object.position {
            let ends = [position.x, position.x, position.y, position.y, position.z, position.z]
            return object.id + ranges(ends) + end + " pinned"
        }
        let parts = object.relations.map { relation in
            var text = " \(relation.preposition.rawValue) \(relation.targetID)"
            if case .object(let id) = relation.target, let parent = scene.indices[id] {
                text += offsets(of: subject, from: parent, relation, scene)
            }
            return text
        }
        return object.id + ranges(ends(of: subject, half, object.relations, scene.room)) + end + parts.joined()
    }

    /// `n`, `e`, `s` or `w` for quarter turns, else degrees.
    private static func side(_ angle: Double) -> String {
        switch angle {
        case 0: "@n"
        case 90: "@e"
        case 180: "@s"
        case 270: "@w"
        default: "@" + MetreText.number(angle)
        }
    }

    /// Where room, floor and the relations to parts of the room let the centre be: what all leave, or else the first.
    private static func ends(
        of subject: RelationGeometry.Subject, _ half: Vector3, _ relations: [Relation], _ form: Room
    ) -> [Double] {
        let room = form.size
        let top = subject.isOnTheFloor ? half.z : max(half.z, room.z - half.z)
        var ends = [half.x, max(half.x, room.x - half.x), half.y, max(half.y, room.y - half.y), half.z, top]
        for relation in relations {
            let target: RelationGeometry.Target?
            switch relation.target {
            case .element(let element): target = element.target(inRoom: room)
            case .wall(let name): target = form.wall(named: name)?.target(height: room.z)
            case .object: target = nil
            }
            guard let target else { continue }
            let region = try? RelationGeometry(room: room).region(
                of: subject, relativeTo: target, preposition: relation.preposition,
                isAdjacent: relation.isAdjacent)
            guard let other = region?.ends else { continue }
            let common = (0..<6).map { $0 % 2 == 0 ? max(ends[$0], other[$0]) : min(ends[$0], other[$0]) }
            // Rounding may keep touching ends a hair apart.
            let isEmpty = (0..<3).contains { common[2 * $0] > common[2 * $0 + 1] + 1e-6 }
            if !isEmpty { ends = common }
        }
        return ends
    }

    private static func ranges(_ ends: [Double]) -> String {
        zip(["x", "y", "z"], 0..<3).map { axis, number in " \(axis)\(range(ends[2 * number], ends[2 * number + 1]))" }
            .joined()
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
            if !follows(low), !follows(high) { return " \(axis)\(range(low, high))" }
            let first = follows(low) ? MetreText.offset(low - middle) : ""
            let last = follows(high) ? MetreText.offset(high - middle) : ""
            return " \(axis)" + (first == last ? first : "\(first)..\(last)")
        }.joined()
    }
}
