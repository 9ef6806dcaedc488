/// A room: what it is for, its size, the outline of its floor, and its doors and windows.
///
/// The walls are the outline's edges. Without an outline the room is box-shaped and its walls are the four of
/// `RoomElement`. `size` is that of the box around the room; the frame begins at its south-west corner.
public struct Room: Hashable, Sendable {
    public var description: String
    /// The size of the box around the room in metres (x west to east, y south to north, z up).
    public let size: Vector3
    /// The floor's outline; nil for a box-shaped room.
    public let outline: FloorOutline?
    /// Doors and windows in its walls.
    public private(set) var openings: [Opening]

    /// A box-shaped room of this size.
    public init(description: String = "", size: Vector3, openings: [Opening] = []) {
        self.description = description
        self.size = size
        outline = nil
        self.openings = openings
    }

    /// A room over an outline, whose least x and y must be 0.
    public init(description: String = "", outline: FloorOutline, height: Double, openings: [Opening] = []) {
        self.description = description
        let high = outline.bounds.high
        size = Vector3(x: high.x, y: high.y, z: height)
        self.outline = outline
        self.openings = openings
        guard outline.isRectangle else { return }
        // What is in one of the four walls is in the outline's wall there.
        let walls = walls
        self.openings = openings.map { opening in
            guard !outline.wallNames.contains(opening.wall), let (wall, foot) = place(of: opening),
                let own = walls.first(where: { $0.angle == wall.angle })
            else { return opening }
            var copy = opening
            copy.wall = own.name
            copy.offset = ((SIMD2(foot.x, foot.y) - own.start) * own.along).sum()
            return copy
        }
    }

    /// Whether the room is a box, and nothing is known of doors and windows.
    public var isPlain: Bool { outline == nil && openings.isEmpty }

    /// The outline of the floor, that of a box-shaped room included.
    public var floor: FloorOutline { outline ?? FloorOutline(rectangle: size) }

    /// The walls, counter-clockwise: those of a box-shaped room from the south.
    public var walls: [Wall] {
        guard let outline else {
            let (x, y) = (size.x, size.y)
            return [
                Wall(RoomElement.southWall.rawValue, from: SIMD2(0, 0), to: SIMD2(x, 0)),
                Wall(RoomElement.eastWall.rawValue, from: SIMD2(x, 0), to: SIMD2(x, y)),
                Wall(RoomElement.northWall.rawValue, from: SIMD2(0, y), to: SIMD2(x, y), isRoomOnLeft: false),
                Wall(RoomElement.westWall.rawValue, from: SIMD2(0, 0), to: SIMD2(0, y), isRoomOnLeft: false),
            ]
        }
        return zip(outline.wallNames, outline.edges).map { Wall($0, from: $1.start, to: $1.end) }
    }

    /// The wall of this name. Where the outline is a rectangle along the axes, the four names of box-shaped rooms go too.
    public func wall(named name: String) -> Wall? {
        guard let outline else { return walls.first { $0.name == name } }
        if let index = outline.wallNames.firstIndex(of: name) {
            let edge = outline.edges[index]
            return Wall(name, from: edge.start, to: edge.end)
        }
        return outline.isRectangle ? Room(size: size).wall(named: name) : nil
    }

    /// The longest and shortest side that a room may have, in metres.
    public static let sides = 0.1...1000.0

    /// Whether a box lies in the room, up to a tolerance in metres.
    public func holds(size: BoxSize, angle: Double, center: Vector3, tolerance: Double = 1e-6) -> Bool {
        guard let outline else {
            return PlacedBox(size: size, angle: angle, center: center).isInside(room: self.size, tolerance: tolerance)
        }
        let shadow = FloorPolygon(shadowOf: size, angle: angle, at: SIMD2(center.x, center.y))
        return center.z - size.height / 2 >= -tolerance && center.z + size.height / 2 <= self.size.z + tolerance
            && outline.excess(of: shadow) <= tolerance
    }
}
