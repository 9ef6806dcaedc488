import JSON

/// A door or a window in a wall of a room.
public struct Opening: Hashable, Sendable {
    /// What the opening is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case door
        case window
    }

    public var kind: Kind
    /// The wall's name; see `Room.walls`.
    public var wall: String
    /// Where its middle is along the wall, in metres from the wall's first end (see `Wall`).
    public var offset: Double
    public var width: Double
    /// The height of its lower edge above the floor; 0 for doors.
    public var bottom: Double
    public var height: Double

    /// An opening in the wall of this name.
    public init(
        _ kind: Kind, wall: String, offset: Double, width: Double, bottom: Double = 0, height: Double
    ) {
        self.kind = kind
        self.wall = wall
        self.offset = offset
        self.width = width
        self.bottom = bottom
        self.height = height
    }

    /// An opening of a box-shaped room; the wall must be one of the four.
    public init(
        _ kind: Kind, wall: RoomElement, offset: Double, width: Double, bottom: Double = 0, height: Double
    ) {
        self.init(kind, wall: wall.rawValue, offset: offset, width: width, bottom: bottom, height: height)
    }

    /// The most openings of one room.
    public static let maximumCount = 64

    /// Reads `{kind, wall, offset, width, bottom, height}` in a room.
    ///
    /// Left out are `bottom` (0 for doors, 0.9 m for windows), and `height` (2 m and 1.2 m, or less in a low room).
    /// - Throws: `JSONFieldError` for an opening that does not lie in a wall of the room.
    public init(json cursor: JSONCursor, room: Room) throws {
        try cursor.allowOnly(["kind", "wall", "offset", "width", "bottom", "height"])
        kind = try cursor["kind"].choice(Kind.self)
        wall = try cursor["wall"].string()
        guard let place = room.wall(named: wall) else {
            let names = room.walls.map { "'\($0.name)'" }.joined(separator: ", ")
            throw cursor["wall"].fault("must be one of the room's walls \(names), not '\(wall.prefix(80))'")
        }
        let length = place.length
        width = try cursor["width"].double(in: 0.05...max(0.05, length))
        offset = try cursor["offset"].finiteDouble()
        let slack = 1e-9
        guard offset - width / 2 >= -slack, offset + width / 2 <= length + slack else {
            throw cursor["offset"].fault("puts the opening beyond the ends of its wall of \(length) m")
        }
        let ceiling = room.size.z
        bottom =
            try cursor["bottom"].ifPresent?.double(in: 0...ceiling) ?? (kind == .door ? 0 : min(0.9, ceiling / 3))
        let usual = kind == .door ? 2.0 : 1.2
        height =
            try cursor["height"].ifPresent?.double(in: 0.05...max(0.05, ceiling)) ?? min(usual, ceiling - bottom)
        guard bottom + height <= ceiling + slack else {
            throw cursor["height"].fault("reaches above the ceiling at \(ceiling) m")
        }
    }

    /// `{kind, wall, offset, width, bottom, height}`.
    public var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "wall": .string(wall), "offset": .number(offset),
            "width": .number(width), "bottom": .number(bottom), "height": .number(height),
        ]
    }

    /// The top of the opening above the floor, in metres.
    public var top: Double { bottom + height }
}

extension Room {
    /// The wall that an opening is in, and the middle of its lower edge; nil where the room has no such wall.
    public func place(of opening: Opening) -> (wall: Wall, foot: Vector3)? {
        wall(named: opening.wall).map { wall in
            let foot = wall.start + wall.along * opening.offset
            return (wall, Vector3(x: foot.x, y: foot.y, z: opening.bottom))
        }
    }
}
