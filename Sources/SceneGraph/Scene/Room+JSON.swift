import JSON

extension Room {
    /// The members of a JSON object that describe a room's form, `size` aside.
    public static let formKeys: Set<String> = ["outline", "openings"]

    /// Reads a room's form from the members `size`, `outline` and `openings` of an object.
    ///
    /// `outline` is a list of corners `{x, y, wall?}` in either sense, `wall` being the name of the wall from that
    /// corner to the next one given. With it `size` needs only `z`; `x` and `y`, where they are given, must be those of
    /// the rectangle around it. `openings` is a list as `Opening` reads it.
    /// - Throws: `JSONFormError` or `JSONFieldError` naming the places at fault.
    public init(description: String = "", json cursor: JSONCursor) throws {
        try self.init(
            description: description, size: cursor["size"], outline: cursor["outline"], openings: cursor["openings"])
    }

    /// As above, the three members being where the caller has them.
    public init(description: String = "", size: JSONCursor, outline: JSONCursor, openings: JSONCursor) throws {
        var room: Room
        if let outline = outline.ifPresent {
            room = try Self.outlined(description, size, outline)
        } else {
            room = Room(description: description, size: try Self.size(json: size))
        }
        if let openings = openings.ifPresent {
            var reader = JSONFormReader()
            let read = try openings.array(maximumCount: Opening.maximumCount).compactMap { element in
                try reader.read(or: Opening?.none) { try Opening(json: element, room: room) }
            }
            try reader.finish()
            room = room.with(read)
        }
        self = room
    }

    /// As above for what is to be scored: a box-shaped room may have any size, as in the original's files.
    public init(scoredJSON cursor: JSONCursor) throws {
        guard cursor["outline"].isAbsent else {
            try self.init(json: cursor)
            return
        }
        let room = Room(size: try Vector3(json: cursor["size"]))
        let openings = try cursor["openings"].ifPresent?.array(maximumCount: Opening.maximumCount) ?? []
        self = openings.isEmpty ? room : room.with(try openings.map { try Opening(json: $0, room: room) })
    }

    /// Reads `{x, y, z}` as a room's size.
    /// - Throws: `JSONFormError` naming the sides that are missing, not numbers, or out of bounds.
    public static func size(json cursor: JSONCursor) throws -> Vector3 {
        _ = try cursor.object()
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["x", "y", "z"]) }
        let size = Vector3(
            x: try reader.read(or: 0) { try cursor["x"].double(in: sides) },
            y: try reader.read(or: 0) { try cursor["y"].double(in: sides) },
            z: try reader.read(or: 0) { try cursor["z"].double(in: sides) })
        try reader.finish()
        return size
    }

    /// The same room with these openings.
    public func with(_ openings: [Opening]) -> Room {
        guard let outline else { return Room(description: description, size: size, openings: openings) }
        return Room(description: description, outline: outline, height: size.z, openings: openings)
    }

    /// What `init(json:)` reads besides `size`, in the order in which it is written; empty for a plain room.
    public var formMembers: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if let outline {
            let corners = zip(outline.corners, outline.wallNames).map { corner, wall -> JSONValue in
                ["x": .number(corner.x), "y": .number(corner.y), "wall": .string(wall)]
            }
            members.append(("outline", .array(corners)))
        }
        if !openings.isEmpty { members.append(("openings", .array(openings.map(\.json)))) }
        return members
    }

    private static func outlined(_ description: String, _ size: JSONCursor, _ cursor: JSONCursor) throws -> Room {
        var reader = JSONFormReader()
        _ = try reader.read(or: JSONObject()) { try size.object() }
        try reader.check { try size.allowOnly(["x", "y", "z"]) }
        let height = try reader.read(or: 1) { try size["z"].double(in: sides) }
        let outline = try reader.read(or: nil) { try FloorOutline(json: cursor) as FloorOutline? }
        if let high = outline?.bounds.high {
            for (axis, extent) in [("x", high.x), ("y", high.y)] {
                try reader.check {
                    guard let stated = try size[axis].ifPresent?.finiteDouble() else { return }
                    guard abs(stated - extent) <= 1e-6 else {
                        throw size[axis].fault("must be left out or be that of the outline, \(extent)")
                    }
                }
            }
        }
        try reader.finish()
        guard let outline else { throw cursor.fault("is no outline") }
        return Room(description: description, outline: outline, height: height)
    }
}

extension FloorOutline {
    /// Reads a list of corners `{x, y, wall?}`.
    /// - Throws: `JSONFormError` or `JSONFieldError` naming the corner at fault.
    public init(json cursor: JSONCursor) throws {
        let elements = try cursor.array(maximumCount: Self.cornerCounts.upperBound)
        var reader = JSONFormReader()
        let coordinates = 0.0...Room.sides.upperBound
        let corners = try elements.map { corner in
            try reader.check { try corner.allowOnly(["x", "y", "wall"]) }
            return SIMD2(
                try reader.read(or: 0) { try corner["x"].double(in: coordinates) },
                try reader.read(or: 0) { try corner["y"].double(in: coordinates) })
        }
        let names = try elements.map { corner in
            try reader.read(or: nil) { try corner["wall"].ifPresent.map(Self.wallName) }
        }
        try reader.finish()
        do {
            try self.init(corners, names: names)
        } catch {
            guard let corner = error.corner else { throw cursor.fault(error.detail) }
            throw elements[corner].fault(error.detail)
        }
        for (index, name) in wallNames.enumerated() where wallNames[..<index].contains(name) {
            let place = names.lastIndex(of: name) ?? 0
            throw elements[place]["wall"].fault("'\(name)' is the name of another wall")
        }
        let (low, high) = bounds
        guard abs(low.x) <= 1e-9, abs(low.y) <= 1e-9 else {
            throw cursor.fault(
                "must begin at x 0 and y 0: the frame begins at the south-west corner of the rectangle around the room")
        }
        guard Room.sides.contains(high.x), Room.sides.contains(high.y) else {
            throw cursor.fault("must be at least \(Room.sides.lowerBound) m long and wide")
        }
    }

    private static func wallName(_ cursor: JSONCursor) throws -> String {
        let name = try cursor.string()
        guard !name.isEmpty, name.unicodeScalars.count <= SceneObject.maximumIDLength else {
            throw cursor.fault("must have 1 to \(SceneObject.maximumIDLength) characters")
        }
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw cursor.fault("must not contain control characters")
        }
        guard RoomElement(rawValue: name) == nil else {
            throw cursor.fault("'\(name)' is the name of a part of every room")
        }
        return name
    }
}
