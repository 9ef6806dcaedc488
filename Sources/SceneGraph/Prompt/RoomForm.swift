/// What a prompt says of a room that is more than its size: the outline of its floor, its walls, its doors and windows.
enum RoomForm {
    /// Sentences for large models, each on a line of its own; empty for a plain room.
    static func sentences(_ room: Room) -> [String] {
        var lines: [String] = []
        if let outline = room.outline {
            let corners = outline.corners.map { "(\($0.x), \($0.y))" }.joined(separator: ", ")
            lines.append(
                "Floor outline: the room is not a rectangle; the dimensions are those of the rectangle around it. "
                    + "The corners of its floor, counter-clockwise, are \(corners). Every object must lie within "
                    + "this outline.")
            let walls = room.walls.map { wall in
                "'\(wall.name)' from (\(wall.start.x), \(wall.start.y)) to (\(wall.end.x), \(wall.end.y)), "
                    + "an object with its back to it has z_angle \(MetreText.number(wall.angle))"
            }
            lines.append("Walls: \(walls.joined(separator: "; ")).")
        }
        if !room.openings.isEmpty {
            let openings = room.openings.compactMap { opening -> String? in
                guard let (from, to) = ends(of: opening, room) else { return nil }
                return "a \(opening.kind.rawValue) in '\(opening.wall)' from (\(from.x), \(from.y)) to "
                    + "(\(to.x), \(to.y)), from \(opening.bottom) to \(opening.top) m above the floor"
            }
            lines.append(
                "Openings: \(openings.joined(separator: "; ")). Keep the floor before doors free as deep as the door is "
                    + "wide, and put nothing tall before windows.")
        }
        return lines
    }

    /// Lines for small models, of numbers alone; empty for a plain room.
    ///
    /// ```
    /// outline 0.00,0.00 5.00,0.00 5.00,2.50 3.00,2.50 3.00,5.00 0.00,5.00
    /// door wall_1 1.20,0.00..2.10,0.00
    /// ```
    static func lines(_ room: Room) -> [String] {
        func text(_ point: SIMD2<Double>) -> String { "\(MetreText.number(point.x)),\(MetreText.number(point.y))" }
        var lines: [String] = []
        if let outline = room.outline { lines.append("outline " + outline.corners.map(text).joined(separator: " ")) }
        for opening in room.openings {
            guard let (from, to) = ends(of: opening, room) else { continue }
            lines.append("\(opening.kind.rawValue) \(opening.wall) \(text(from))..\(text(to))")
        }
        return lines
    }

    /// The two ends of an opening on the floor plane, to a tenth of a millimetre.
    private static func ends(of opening: Opening, _ room: Room) -> (SIMD2<Double>, SIMD2<Double>)? {
        room.place(of: opening).map { wall, foot in
            let half = wall.along * (opening.width / 2)
            func rounded(_ point: SIMD2<Double>) -> SIMD2<Double> { (point * 1e4).rounded(.toNearestOrEven) / 1e4 }
            let middle = SIMD2(foot.x, foot.y)
            return (rounded(middle - half), rounded(middle + half))
        }
    }
}
