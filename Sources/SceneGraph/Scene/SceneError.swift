import JSON

/// Why objects and relations do not make a scene.
public enum SceneError: Error, Hashable, Sendable, CustomStringConvertible {
    case duplicateID(String)
    case unknownTarget(object: String, target: String)
    case unknownWall(object: String, wall: String)
    case selfRelation(String)
    case cycle([String])
    case tooLarge(object: String, size: BoxSize, room: Vector3)
    case tooManyObjects(count: Int, limit: Int)
    case pinnedOutside(String)

    public var description: String {
        switch self {
        case .duplicateID(let id): "two objects are called '\(id)'"
        case .unknownTarget(let object, let target):
            "'\(object)' relates to '\(target)', which is not in the scene"
        case .unknownWall(let object, let wall): "'\(object)' relates to the wall '\(wall)', which the room has not"
        case .selfRelation(let id): "'\(id)' relates to itself"
        case .cycle(let ids): "relations run in a circle: \((ids + ids.prefix(1)).joined(separator: " -> "))"
        case .tooLarge(let object, let size, let room):
            "'\(object)' (\(size.length) x \(size.width) x \(size.height) m) does not fit a room of "
                + "\(room.x) x \(room.y) x \(room.z) m"
        case .tooManyObjects(let count, let limit): "\(count) objects; at most \(limit) are allowed"
        case .pinnedOutside(let id): "'\(id)' is pinned outside of the room"
        }
    }

    /// The objects that the complaint is about.
    public var objectIDs: [String] {
        switch self {
        case .duplicateID(let id), .selfRelation(let id), .pinnedOutside(let id): [id]
        case .unknownTarget(let object, _), .unknownWall(let object, _), .tooLarge(let object, _, _): [object]
        case .cycle(let ids): ids
        case .tooManyObjects: []
        }
    }
}
