import JSON

/// A door or a window in a wall of a box-shaped room.
public struct Opening: Hashable, Sendable {
    /// What the opening is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case door
        case window
    }

    public var kind: Kind
    /// One of the four walls.
    public var wall: RoomElement
    /// Where its middle is along the wall, in metres from the wall's west or south end.
    public var offset: Double
    public var width: Double
    /// The height of its lower edge above the floor; 0 for doors.
    public var bottom: Double
    public var height: Double

    /// An opening; the wall must be one of the four.
    public init(
        _ kind: Kind, wall: RoomElement, offset: Double, width: Double, bottom: Double = 0, height: Double
    ) {
        self.kind = kind
        self.wall = wall
        self.offset = offset
        self.width = width
        self.bottom = bottom
        self.height = height
    }

    /// The most openings of one room.
    public static let maximumCount = 64

    /// Reads `{kind, wall, offset, width, bottom, height}` in a room of this size.
    ///
    /// Left out are `bottom` (0 for doors, 0.9 m for windows), and `height` (2 m and 1.2 m, or less in a low room).
    /// - Throws: `JSONFieldError` for an opening that does not lie in its wall.
    public init(json cursor: JSONCursor, room: Vector3) throws {
        try cursor.allowOnly(["kind", "wall", "offset", "width", "bottom", "height"])
        kind = try cursor["kind"].choice(Kind.self)
        wall = try cursor["wall"].choice(RoomElement.self)
        guard wall.isWall else { throw cursor["wall"].fault("must be one of the four walls") }
        let length = wall == .southWall || wall == .northWall ? room.x : room.y
        width = try cursor["width"].double(in: 0.05...max(0.05, length))
        offset = try cursor["offset"].finiteDouble()
        let slack = 1e-9
        guard offset - width / 2 >= -slack, offset + width / 2 <= length + slack else {
            throw cursor["offset"].fault("puts the opening beyond the ends of its wall of \(length) m")
        }
        bottom =
            try cursor["bottom"].ifPresent?.double(in: 0...room.z) ?? (kind == .door ? 0 : min(0.9, room.z / 3))
        let usual = kind == .door ? 2.0 : 1.2
        height = try cursor["height"].ifPresent?.double(in: 0.05...max(0.05, room.z)) ?? min(usual, room.z - bottom)
        guard bottom + height <= room.z + slack else {
            throw cursor["height"].fault("reaches above the ceiling at \(room.z) m")
        }
    }

    /// `{kind, wall, offset, width, bottom, height}`.
    public var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "wall": .string(wall.rawValue), "offset": .number(offset),
            "width": .number(width), "bottom": .number(bottom), "height": .number(height),
        ]
    }

    /// The middle of the opening's lower edge in a room of this size.
    public func foot(inRoom room: Vector3) -> Vector3 {
        switch wall {
        case .northWall: Vector3(x: offset, y: room.y, z: bottom)
        case .eastWall: Vector3(x: room.x, y: offset, z: bottom)
        case .westWall: Vector3(x: 0, y: offset, z: bottom)
        default: Vector3(x: offset, y: 0, z: bottom)
        }
    }
}
