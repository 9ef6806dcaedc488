import SceneGraph

/// Counts of what rooms hold.
public struct RoomStatistics: Hashable, Sendable {
    public private(set) var rooms = 0
    public private(set) var objects = 0
    public private(set) var pinnedObjects = 0
    public private(set) var objectsOnFloor = 0
    /// Rooms by their number of objects.
    public private(set) var objectCounts: [Int: Int] = [:]
    public private(set) var roomTypes: [String: Int] = [:]
    public private(set) var origins: [SyntheticRoom.Origin: Int] = [:]
    /// Relations by preposition and target, such as `on wall` or `left of object, apart`.
    public private(set) var relations: [String: Int] = [:]
    /// Objects by the length of the chain that they end.
    public private(set) var depths: [Int: Int] = [:]

    /// No rooms.
    public init() {}

    /// Counts a room.
    public mutating func add(_ room: SyntheticRoom) {
        let scene = room.scene
        rooms += 1
        objects += scene.objects.count
        objectCounts[scene.objects.count, default: 0] += 1
        roomTypes[room.roomType, default: 0] += 1
        origins[room.origin, default: 0] += 1
        var depth = [Int](repeating: 1, count: scene.objects.count)
        for index in scene.topologicalOrder {
            let object = scene.objects[index]
            pinnedObjects += object.isPinned ? 1 : 0
            objectsOnFloor += object.isOnTheFloor ? 1 : 0
            for relation in object.relations {
                relations[Self.name(relation), default: 0] += 1
                if case .object(let id) = relation.target, let parent = scene.indices[id] {
                    depth[index] = max(depth[index], depth[parent] + 1)
                }
            }
            depths[depth[index], default: 0] += 1
        }
    }

    private static func name(_ relation: Relation) -> String {
        let word = relation.preposition.rawValue
        switch relation.target {
        case .element(let element):
            return "\(word) \(element.isWall ? "wall" : element == .middle ? "floor" : element.rawValue)"
        case .wall: return "\(word) wall"
        case .object: return "\(word) object\(relation.isAdjacent ? "" : ", apart")"
        }
    }

    /// A few lines for people.
    public var summary: String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        func numbers(_ counts: [Int: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        }
        return """
            rooms: \(rooms) (\(list(Dictionary(uniqueKeysWithValues: origins.map { ($0.key.rawValue, $0.value) }))))
            objects: \(objects), \(objectsOnFloor) on the floor, \(pinnedObjects) pinned
            rooms by objects: \(numbers(objectCounts))
            chains: \(numbers(depths))
            relations: \(list(relations))
            room types: \(roomTypes.count), from \(roomTypes.values.min() ?? 0) to \(roomTypes.values.max() ?? 0) rooms each
            """
    }
}
