/// The six parts of a room that objects relate to; raw values are I-Design's identifiers.
public enum RoomElement: String, CaseIterable, Hashable, Sendable {
    case southWall = "south_wall"
    case northWall = "north_wall"
    case eastWall = "east_wall"
    case westWall = "west_wall"
    case middle = "middle of the room"
    case ceiling

    /// Whether this is one of the four walls.
    public var isWall: Bool { self != .middle && self != .ceiling }

    /// The element's own angle in degrees: a wall faces into the room.
    public var angle: Double {
        switch self {
        case .southWall, .middle, .ceiling: 0
        case .westWall: 90
        case .northWall: 180
        case .eastWall: 270
        }
    }

    /// The angle of an object that is said to face this element. For walls it is the opposite of `angle`.
    public var facingAngle: Double {
        switch self {
        case .northWall, .middle, .ceiling: 0
        case .eastWall: 90
        case .southWall: 180
        case .westWall: 270
        }
    }

    /// I-Design's `itemType`.
    public var itemType: String {
        switch self {
        case .middle: "floor"
        case .ceiling: "ceiling"
        default: "wall"
        }
    }

    /// The element as the target of relations in a room of this size.
    public func target(inRoom room: Vector3) -> RelationGeometry.Target {
        let center =
            switch self {
            case .southWall: Vector3(x: room.x / 2, y: 0, z: room.z / 2)
            case .northWall: Vector3(x: room.x / 2, y: room.y, z: room.z / 2)
            case .eastWall: Vector3(x: room.x, y: room.y / 2, z: room.z / 2)
            case .westWall: Vector3(x: 0, y: room.y / 2, z: room.z / 2)
            case .middle: Vector3(x: room.x / 2, y: room.y / 2, z: 0)
            case .ceiling: Vector3(x: room.x / 2, y: room.y / 2, z: room.z)
            }
        let size =
            switch self {
            case .southWall, .northWall: BoxSize(length: room.x, width: 0, height: room.z)
            case .eastWall, .westWall: BoxSize(length: room.y, width: 0, height: room.z)
            case .middle, .ceiling: BoxSize(length: room.x, width: room.y, height: 0)
            }
        return RelationGeometry.Target(element: self, size: size, angle: angle, center: center)
    }
}
