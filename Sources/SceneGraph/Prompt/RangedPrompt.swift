/// One line an object, parents first, with what a small model would otherwise have to compute: where room, walls and
/// relations let the centre be, half extents along the room's axes, and what a relation adds to the place of the object
/// that it names, on the axes on which that still has a choice.
///
/// A line begins as a line of a guided answer does (see `GuidedAnswer`), so that what has no choice is copied, and has
/// no spaces before numbers: a token each would say nothing. After `@` stands the side that the object faces (`n`,
/// `e`, `s`, `w`) or its angle.
///
/// ```
/// room 4.00,5.00,2.80
/// A calm bedroom.
/// bed_1 x0.80..2.75 y4.00 z0.25 half0.80,1.00@s on north_wall
/// stand_1 x1.83..3.77 y3.20..4.80 z0.28 half0.23,0.20@s left of bed_1 x+1.03
/// ```
///
/// From the second turn on the reward of the turn before stands above the objects, and at each line's end where the object
/// stood: after `=`, or after `!` where it cannot stay. So an answer still goes through one list.
///
/// ```
/// before total 0.32 format 1.00 collision_ratio 0.00 constraint_ratio 0.50
/// bed_1 x0.80..2.75 y4.00 z0.25 half0.80,1.00@s on north_wall = x1.25 y4.00 z0.25
/// stand_1 x1.83..3.77 y3.20..4.80 z0.28 half0.23,0.20@s left of bed_1 x+1.03 ! x2.10 y3.80 z0.28
/// ```
enum RangedPrompt {
    static func text(for scene: Scene, after previous: TurnMaker.Previous? = nil) -> String {
        let room = scene.room.size
        let ranges = CentreRanges(scene)
        var lines = ["room " + [room.x, room.y, room.z].map { MetreText.number($0) }.joined(separator: ",")]
        lines += RoomForm.lines(scene.room)
        if !scene.room.description.isEmpty { lines.append(scene.room.description) }
        let places = previous.flatMap { RefinementNote.places($0, scene: scene) }
        if let previous { lines.append(RefinementNote.reward(previous, isReadable: places != nil)) }
        lines += scene.placementOrder.map { index in
            line(index, scene, ranges) + (places.map { " " + $0[index] } ?? "")
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ index: Int, _ scene: Scene, _ ranges: CentreRanges) -> String {
        let object = scene.objects[index]
        let angle = scene.angles[index]
        let half = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0)).half
        let ends = ranges.ends[index]
        var text = object.id
        for (axis, name) in axes { text += " \(name)\(range(ends[2 * axis], ends[2 * axis + 1]))" }
        text += " half\(MetreText.number(half.x)),\(MetreText.number(half.y))\(side(angle))"
        if object.isPinned, object.position != nil { return text + " pinned" }
        for (number, relation) in object.relations.enumerated() {
            text += " \(relation.preposition.rawValue) \(relation.targetID)"
            for (axis, name) in axes {
                text += ranges.offsets(index, number, axis).map { " \(name)\(added($0))" } ?? ""
            }
        }
        return text
    }

    private static var axes: [(Int, String)] { [(0, "x"), (1, "y"), (2, "z")] }

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

    private static func range(_ low: Double, _ high: Double) -> String {
        let (first, last) = (MetreText.number(low), MetreText.number(max(low, high)))
        return first == last ? first : MetreText.range(low...max(low, high))
    }

    /// What is added to a target's place, an open end left out: `+1.03`, `-1.55..+1.55`, `+0.76..`.
    private static func added(_ offsets: (low: Double, high: Double)) -> String {
        let ends = [offsets.low, offsets.high].map { $0.isFinite ? MetreText.offset($0) : "" }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "..")
    }
}
