import JSON

extension SceneObject {
    private static let knownKeys: Set<String> = [
        "new_object_id", "style", "material", "size_in_meters", "is_on_the_floor", "facing", "placement",
        "rotation", "position", "pinned",
    ]

    /// The longest side that an object may have, in metres.
    public static let maximumSide = 1000.0
    /// How far from the room's corner a given position may lie, in metres.
    public static let maximumCoordinate = 10_000.0
    /// The angles that may be stated, in degrees.
    public static let angles = -3600.0...3600.0
    /// The longest identifier, in Unicode scalars, as JSON Schema counts.
    public static let maximumIDLength = 128
    /// The most relations of one object.
    public static let maximumRelations = 64

    /// Reads I-Design's form of an object.
    ///
    /// Required: `new_object_id` and `size_in_meters`; the rest has defaults (on the floor unless it relates to
    /// a wall alone, no relations). Unknown members are kept in `extras`.
    /// - Parameter room: the room that the object stands in, whose walls it may name.
    /// - Throws: `JSONFieldError` naming the field.
    public init(json cursor: JSONCursor, room: Room? = nil) throws {
        let object = try cursor.object()
        let id = try cursor["new_object_id"].string()
        guard !id.isEmpty, id.unicodeScalars.count <= Self.maximumIDLength else {
            throw cursor["new_object_id"].fault("must have 1 to \(Self.maximumIDLength) characters")
        }
        guard !id.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw cursor["new_object_id"].fault("must not contain control characters")
        }
        let walls = room?.outline?.wallNames ?? []
        guard RoomElement(rawValue: id) == nil, !walls.contains(id) else {
            throw cursor["new_object_id"].fault("'\(id)' is the name of a part of the room")
        }
        self.init(
            id: id,
            style: try cursor["style"].ifPresent?.string() ?? "",
            material: try cursor["material"].ifPresent?.string() ?? "",
            size: try BoxSize(json: cursor["size_in_meters"]),
            isOnTheFloor: try cursor["is_on_the_floor"].ifPresent?.bool() ?? true,
            facing: try cursor["facing"].ifPresent?.string() ?? "",
            relations: try Self.relations(cursor["placement"], walls: walls),
            rotation: try cursor["rotation"].ifPresent?["z_angle"].double(in: Self.angles),
            position: try cursor["position"].ifPresent.map { try Vector3(json: $0) },
            isPinned: try cursor["pinned"].ifPresent?.bool() ?? false
        )
        if let position,
            let bad = [("x", position.x), ("y", position.y), ("z", position.z)].first(where: {
                abs($0.1) > Self.maximumCoordinate
            })
        {
            throw cursor["position"][bad.0].fault("must lie within \(Self.maximumCoordinate) metres")
        }
        guard !isPinned || position != nil else {
            throw cursor["position"].fault("is missing: a pinned object needs its position")
        }
        for member in object.members where !Self.knownKeys.contains(member.key) {
            extras[member.key] = member.value
        }
    }

    private static func relations(_ placement: JSONCursor, walls: [String]) throws -> [Relation] {
        guard let placement = placement.ifPresent else { return [] }
        _ = try placement.object()
        var relations: [Relation] = []
        for item in try placement["room_layout_elements"].ifPresent?.array(maximumCount: maximumRelations) ?? [] {
            let preposition = try item["preposition"].choice(Preposition.self)
            if let name = item["layout_element_id"].value?.stringValue, walls.contains(name) {
                relations.append(Relation(preposition, wall: name))
            } else {
                relations.append(Relation(preposition, try element(item["layout_element_id"], walls: walls)))
            }
        }
        for item in try placement["objects_in_room"].ifPresent?.array(maximumCount: maximumRelations) ?? [] {
            relations.append(
                Relation(
                    try item["preposition"].choice(Preposition.self),
                    object: try item["object_id"].string(),
                    isAdjacent: try item["is_adjacent"].ifPresent?.bool() ?? true))
        }
        return relations
    }

    private static func element(_ cursor: JSONCursor, walls: [String]) throws -> RoomElement {
        guard !walls.isEmpty, let name = cursor.value?.stringValue, RoomElement(rawValue: name) == nil else {
            return try cursor.choice(RoomElement.self)
        }
        let known = (RoomElement.allCases.map(\.rawValue) + walls).map { "'\($0)'" }.joined(separator: ", ")
        throw cursor.fault("must be one of \(known), not '\(name.prefix(80))'")
    }

    /// I-Design's form of the object; `rotation`, `position` and `pinned` only where they are set.
    public var json: JSONValue {
        var elements: [JSONValue] = []
        var objects: [JSONValue] = []
        for relation in relations {
            let preposition = JSONValue.string(relation.preposition.rawValue)
            switch relation.target {
            case .element, .wall:
                elements.append([
                    "layout_element_id": .string(relation.targetID), "preposition": preposition,
                ])
            case .object(let id):
                objects.append([
                    "object_id": .string(id), "preposition": preposition,
                    "is_adjacent": .bool(relation.isAdjacent),
                ])
            }
        }
        var members: [(String, JSONValue)] = [
            ("new_object_id", .string(id)), ("style", .string(style)), ("material", .string(material)),
            ("size_in_meters", size.json), ("is_on_the_floor", .bool(isOnTheFloor)),
            ("facing", .string(facing)),
            (
                "placement",
                ["room_layout_elements": .array(elements), "objects_in_room": .array(objects)]
            ),
        ]
        members += extras.members.map { ($0.key, $0.value) }
        if let rotation { members.append(("rotation", ["z_angle": .number(rotation)])) }
        if let position { members.append(("position", position.json)) }
        if isPinned { members.append(("pinned", true)) }
        return .object(JSONObject(members: members))
    }
}

extension BoxSize {
    /// Reads `{length, width, height}` in metres, each above 0 and at most `SceneObject.maximumSide`.
    public init(json cursor: JSONCursor) throws {
        _ = try cursor.object()
        func side(_ key: String) throws -> Double {
            let value = try cursor[key].finiteDouble()
            guard value > 0, value <= SceneObject.maximumSide else {
                throw cursor[key].fault(
                    "must be above 0 and at most \(SceneObject.maximumSide) metres, not \(value)")
            }
            return value
        }
        self.init(length: try side("length"), width: try side("width"), height: try side("height"))
    }

    /// `{length, width, height}` in metres.
    public var json: JSONValue {
        ["length": .number(length), "width": .number(width), "height": .number(height)]
    }
}

extension Vector3 {
    /// Reads `{x, y, z}`, each finite.
    public init(json cursor: JSONCursor) throws {
        _ = try cursor.object()
        self.init(
            x: try cursor["x"].finiteDouble(), y: try cursor["y"].finiteDouble(),
            z: try cursor["z"].finiteDouble())
    }

    /// `{x, y, z}`.
    public var json: JSONValue { ["x": .number(x), "y": .number(y), "z": .number(z)] }
}
