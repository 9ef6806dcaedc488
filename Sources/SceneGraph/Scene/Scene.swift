import JSON

/// A scene graph: a room, and objects with sizes and relations. Placed or not yet.
///
/// A `Scene` is sound: identifiers are unique, relations name objects of the scene, no relation runs in a
/// circle, and each object fits the room at the angle that it will have.
public struct Scene: Hashable, Sendable {
    public let room: Room
    public private(set) var objects: [SceneObject]
    /// Each object's angle in degrees, in the order of `objects`: its own, or derived as `angle(of:)` says.
    public let angles: [Double]
    /// Positions in `objects` by identifier.
    public let indices: [String: Int]
    /// Positions in `objects` so that each object comes after the objects it relates to; ties in given order.
    public let topologicalOrder: [Int]

    /// The most objects in one scene.
    public static let maximumObjects = 200

    /// A checked scene.
    /// - Throws: `SceneError` naming the objects at fault.
    public init(room: Room, objects: [SceneObject]) throws {
        guard objects.count <= Self.maximumObjects else {
            throw SceneError.tooManyObjects(count: objects.count, limit: Self.maximumObjects)
        }
        var indices: [String: Int] = [:]
        for (index, object) in objects.enumerated() {
            guard indices.updateValue(index, forKey: object.id) == nil else {
                throw SceneError.duplicateID(object.id)
            }
        }
        for object in objects {
            for case .object(let target) in object.relations.map(\.target) {
                guard target != object.id else { throw SceneError.selfRelation(object.id) }
                guard indices[target] != nil else {
                    throw SceneError.unknownTarget(object: object.id, target: target)
                }
            }
        }
        let walls = Dictionary(
            (room.outline == nil ? [] : room.walls).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for object in objects {
            for case .wall(let name) in object.relations.map(\.target) where walls[name] == nil {
                throw SceneError.unknownWall(object: object.id, wall: name)
            }
        }
        let order = try Self.order(objects, indices)
        var angles = [Double](repeating: 0, count: objects.count)
        for index in order { angles[index] = Self.angle(of: objects[index], indices, angles, walls) }
        for (object, angle) in zip(objects, angles) {
            let box = PlacedBox(size: object.size, angle: angle, center: Vector3(x: 0, y: 0, z: 0))
            let slack = 1e-9
            guard 2 * box.half.x <= room.size.x + slack, 2 * box.half.y <= room.size.y + slack,
                2 * box.half.z <= room.size.z + slack
            else { throw SceneError.tooLarge(object: object.id, size: object.size, room: room.size) }
        }
        self.room = room
        self.objects = objects
        self.angles = angles
        self.indices = indices
        self.topologicalOrder = order
    }

    /// The object of this identifier.
    public subscript(id: String) -> SceneObject? { indices[id].map { objects[$0] } }

    /// The same scene with every object at this place, in the order of `objects`.
    public func placed(at positions: [Vector3]) -> Scene {
        var copy = self
        for (index, position) in zip(copy.objects.indices, positions) {
            copy.objects[index].position = position
        }
        return copy
    }

    /// The angle of an object (I-Design's `get_rotation`): the stated one; else from facing a room element or a wall;
    /// else that of the first object it relates to; else 0.
    private static func angle(
        of object: SceneObject, _ indices: [String: Int], _ angles: [Double], _ walls: [String: Wall]
    ) -> Double {
        if let rotation = object.rotation { return rotation }
        if let wall = walls[object.facing] { return wall.facingAngle }
        if let element = RoomElement(rawValue: object.facing) { return element.facingAngle }
        for case .object(let target) in object.relations.map(\.target) {
            return indices[target].map { angles[$0] } ?? 0
        }
        return 0
    }

    private static func order(_ objects: [SceneObject], _ indices: [String: Int]) throws -> [Int] {
        let parents = objects.map { object in
            Set(
                object.relations.compactMap { relation -> Int? in
                    guard case .object(let id) = relation.target else { return nil }
                    return indices[id]
                })
        }
        var order: [Int] = []
        var isPlaced = [Bool](repeating: false, count: objects.count)
        while order.count < objects.count {
            let ready = objects.indices.filter { index in
                !isPlaced[index] && parents[index].allSatisfy { isPlaced[$0] }
            }
            guard !ready.isEmpty else { throw SceneError.cycle(cycle(objects, parents, isPlaced)) }
            for index in ready { isPlaced[index] = true }
            order += ready
        }
        return order
    }

    private static func cycle(_ objects: [SceneObject], _ parents: [Set<Int>], _ isPlaced: [Bool]) -> [String] {
        // Every object left has an unplaced parent, so walking up must come round.
        guard var index = isPlaced.firstIndex(of: false) else { return [] }
        var path: [Int] = []
        while !path.contains(index) {
            path.append(index)
            guard let next = parents[index].filter({ !isPlaced[$0] }).min() else { break }
            index = next
        }
        let start = path.firstIndex(of: index) ?? 0
        return path[start...].map { objects[$0].id }
    }
}

extension Scene {
    /// The objects' boxes where they stand; nil for those without a position.
    public var boxes: [PlacedBox?] {
        zip(objects, angles).map { object, angle in
            object.position.map { PlacedBox(size: object.size, angle: angle, center: $0) }
        }
    }

    /// I-Design's file form: the objects, then the six room elements, each with rotation and position.
    public var storedJSON: JSONValue {
        let objects = zip(objects, angles).map { object, angle -> JSONValue in
            var object = object
            object.rotation = angle
            return object.json
        }
        return .array(objects + RoomElement.allCases.map { $0.json(inRoom: room.size) })
    }

    /// The objects' JSON alone, as they were given.
    public var objectsJSON: JSONValue { .array(objects.map(\.json)) }
}

extension Wall {
    /// The wall of an outline in I-Design's form of a room element.
    /// - Parameter height: the room's height in metres.
    public func json(height: Double) -> JSONValue {
        [
            "new_object_id": .string(name), "itemType": "wall",
            "position": Vector3(x: middle.x, y: middle.y, z: height / 2).json,
            "size_in_meters": BoxSize(length: length, width: 0, height: height).json,
            "rotation": ["z_angle": .number(angle)],
        ]
    }
}

extension RoomElement {
    /// I-Design's form of the element in a room of this size.
    public func json(inRoom room: Vector3) -> JSONValue {
        let target = target(inRoom: room)
        return [
            "new_object_id": .string(rawValue), "itemType": .string(itemType), "position": target.center.json,
            "size_in_meters": target.size.json, "rotation": ["z_angle": .number(angle)],
        ]
    }
}
