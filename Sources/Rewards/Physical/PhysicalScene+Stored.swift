import SceneGraph

extension PhysicalScene {
    /// The objects of a stored scene; its room elements are left out wherever they stand.
    ///
    /// Unlike the original, which trusts its file, this reads it strictly.
    /// - Throws: `RewardFault` for what cannot be calculated with: a missing or empty size, a side that is not above
    ///   0, an angle or a room that is not finite, two objects of one name, a relation to nothing.
    init(_ stored: StoredScene, room: Room) throws(RewardFault) {
        let size = room.size
        guard Room.sides.contains(size.x), Room.sides.contains(size.y), Room.sides.contains(size.z) else {
            throw RewardFault(
                .valueError,
                "the room's sides must lie between \(Room.sides.lowerBound) and \(Room.sides.upperBound) metres")
        }
        let objects = stored.objects.indices.filter { stored.objects[$0].element == nil }
        guard objects.count <= Self.maximumBodies else {
            throw RewardFault(
                .valueError, "\(objects.count) objects; at most \(Self.maximumBodies) are scored together")
        }
        var places: [StoredID: Int] = [:]
        for (place, index) in objects.enumerated() {
            guard let id = stored.objects[index].id else { throw .missing("new_object_id") }
            guard places.updateValue(place, forKey: id) == nil else {
                throw RewardFault(.valueError, "two objects are named '\(id.text)'")
            }
        }
        let walls = Dictionary(
            room.walls.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var bodies: [PhysicalBody] = []
        for index in objects { bodies.append(try Self.body(stored, index, places, walls)) }
        self.init(room: room, bodies: bodies)
    }

    private static func body(
        _ stored: StoredScene, _ index: Int, _ places: [StoredID: Int], _ walls: [String: Int]
    ) throws(RewardFault) -> PhysicalBody {
        let object = stored.objects[index]
        let size = try object.size.get("size_in_meters")
        let sides = [
            try size.length.get("length"), try size.width.get("width"), try size.height.get("height"),
        ]
        guard sides.allSatisfy({ $0 > 0 && $0 <= SceneObject.maximumSide }) else {
            throw RewardFault(
                .valueError, "a side of '\(object.name)' is not above 0 and at most \(SceneObject.maximumSide) metres")
        }
        let angle = try angle(of: object, stored, index)
        var wishes: [PhysicalBody.Wish] = []
        if object.placement.isPresent {
            let relations = try object.placement.get("placement").relations()
            guard relations.count <= Self.maximumWishes else {
                let limit = Self.maximumWishes
                throw RewardFault(
                    .valueError, "'\(object.name)' has \(relations.count) relations; at most \(limit) are scored")
            }
            for relation in relations {
                guard let relation else { throw .mistyped("placement") }
                wishes.append(try wish(relation, of: object, places, walls))
            }
        }
        return PhysicalBody(
            id: object.name, size: size.box, angle: angle, isOnTheFloor: object.isOnTheFloor ?? true,
            wishes: wishes)
    }

    private static func angle(
        of object: StoredObject, _ stored: StoredScene, _ index: Int
    ) throws(RewardFault) -> Double {
        // Without rotation, facing and relations there is nothing to take an angle from.
        if !object.rotation.isPresent, !object.placement.isPresent, object.facing == .other { return 0 }
        guard case .degrees(let angle) = try stored.rotation(of: index), angle.isFinite else {
            throw RewardFault(.valueError, "the angle of '\(object.name)' is no finite number")
        }
        return angle
    }

    private static func wish(
        _ relation: StoredRelation, of object: StoredObject, _ places: [StoredID: Int], _ walls: [String: Int]
    ) throws(RewardFault) -> PhysicalBody.Wish {
        guard let id = relation.target else { throw .missing("object_id") }
        let target: PhysicalBody.Wish.Target
        if let place = places[id] {
            target = .body(place)
        } else if let element = id.value.stringValue.flatMap({ RoomElement(rawValue: $0) }) {
            target = .element(element)
        } else if let wall = id.value.stringValue.flatMap({ walls[$0] }) {
            target = .wall(wall)
        } else {
            throw RewardFault(.indexError, "'\(object.name)' relates to '\(id.text)', which is not there")
        }
        switch relation.word {
        case .known(let preposition):
            return PhysicalBody.Wish(
                target: target, preposition: preposition, isAdjacent: relation.adjacency.value != 0)
        case .unknown(let word): throw RewardFault(.keyError, "'\(word)' is not a known preposition")
        case .missing: throw .missing("preposition")
        case .mistyped: throw .mistyped("preposition")
        }
    }
}
