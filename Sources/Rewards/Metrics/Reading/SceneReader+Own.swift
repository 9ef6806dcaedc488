import JSON
import SceneGraph

extension SceneReader {
    /// A layout document as the server gives it, `{size, scene_graph}`, or I-Design's flat array with its room elements.
    func own(_ cursor: JSONCursor) throws -> Parts {
        if cursor.value?.arrayValue != nil { return try flat(cursor) }
        let room: Room
        let objects: [MetricScene.Object?]
        let ids: [String]
        if cursor["scene_graph"].ifPresent != nil {
            room = try Room(json: cursor)
            let elements = try cursor["scene_graph"].array(maximumCount: MetricScene.maximumObjects + 6)
                .filter { RoomElement(rawValue: $0["new_object_id"].value?.stringValue ?? "") == nil }
            (ids, objects) = try graph(elements, in: room)
        } else {
            if let frame = cursor["frame"]["name"].value?.stringValue, frame != CoordinateFrame.metaspatial.rawValue {
                throw cursor["frame"].fault("must be '\(CoordinateFrame.metaspatial.rawValue)'")
            }
            room = try Room(json: cursor["room"])
            let elements = try cursor["objects"].array(maximumCount: MetricScene.maximumObjects)
            ids = try elements.map { try $0["id"].string() }
            objects = try elements.map { element in
                try object(
                    element["id"].string(), size: BoxSize(json: element["size"]),
                    angle: element["rotation"]["z_angle"].double(in: -36_000...36_000),
                    position: element["position"])
            }
        }
        let placed = room.openings.enumerated().compactMap {
            MetricOpening($1, id: "\($1.kind.rawValue)_\($0 + 1)", room: room)
        }
        return (
            FloorArea([room.floor.corners]), placed, objects.compactMap { $0 },
            zip(ids, objects).compactMap { $1 == nil ? $0 : nil }
        )
    }

    private func flat(_ cursor: JSONCursor) throws -> Parts {
        let elements = try cursor.array(maximumCount: MetricScene.maximumObjects + 6)
        let isElement = elements.map { RoomElement(rawValue: $0["new_object_id"].value?.stringValue ?? "") }
        guard let middle = isElement.firstIndex(of: .middle) else {
            throw cursor.fault("has no '\(RoomElement.middle.rawValue)' from which the room's size would follow")
        }
        let size = elements[middle]["size_in_meters"]
        let (x, y) = (try size["length"].double(in: Room.sides), try size["width"].double(in: Room.sides))
        let (ids, objects) = try graph(elements.indices.filter { isElement[$0] == nil }.map { elements[$0] })
        return (
            FloorArea([FloorPolygon(from: .zero, to: SIMD2(x, y)).corners]), [], objects.compactMap { $0 },
            zip(ids, objects).compactMap { $1 == nil ? $0 : nil }
        )
    }

    /// Objects of a scene graph; their angles are read or follow as `Scene` has it, without the other checks.
    private func graph(
        _ elements: [JSONCursor], in room: Room? = nil
    ) throws -> ([String], [MetricScene.Object?]) {
        let read = try elements.map { try SceneObject(json: $0, room: room) }
        var indices: [String: Int] = [:]
        for (index, object) in read.enumerated() where indices[object.id] == nil { indices[object.id] = index }
        func angle(_ index: Int) -> Double {
            var index = index
            for _ in read {
                let object = read[index]
                if let rotation = object.rotation { return rotation }
                if let wall = room?.wall(named: object.facing) { return wall.facingAngle }
                if let element = RoomElement(rawValue: object.facing) { return element.facingAngle }
                let targets = object.relations.compactMap { relation -> Int? in
                    guard case .object(let id) = relation.target else { return nil }
                    return indices[id]
                }
                guard let first = targets.first else { return 0 }
                index = first
            }
            return 0
        }
        let objects = read.enumerated().map { index, object in
            object.position.map {
                MetricScene.Object(
                    id: object.id, size: object.size, angle: angle(index), center: $0,
                    mesh: mesh(object.id, object.size))
            }
        }
        return (read.map(\.id), objects)
    }

    private func object(
        _ id: String, size: BoxSize, angle: Double, position: JSONCursor
    ) throws -> MetricScene.Object? {
        guard let position = position.ifPresent else { return nil }
        let center = Vector3(
            x: try Self.coordinate(position["x"]), y: try Self.coordinate(position["y"]),
            z: try Self.coordinate(position["z"]))
        return MetricScene.Object(id: id, size: size, angle: angle, center: center, mesh: mesh(id, size))
    }
}
