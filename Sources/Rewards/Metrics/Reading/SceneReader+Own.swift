import JSON
import SceneGraph

extension SceneReader {
    /// A layout document as the server gives it, `{size, scene_graph}`, or I-Design's flat array with its room elements.
    func own(_ cursor: JSONCursor) throws -> Parts {
        if cursor.value?.arrayValue != nil { return try flat(cursor) }
        let openings: JSONCursor
        let size: Vector3
        let objects: [MetricScene.Object?]
        let ids: [String]
        if cursor["scene_graph"].ifPresent != nil {
            size = try Room.size(json: cursor["size"])
            openings = cursor["openings"]
            let elements = try cursor["scene_graph"].array(maximumCount: MetricScene.maximumObjects + 6)
                .filter { RoomElement(rawValue: $0["new_object_id"].value?.stringValue ?? "") == nil }
            (ids, objects) = try graph(elements)
        } else {
            if let frame = cursor["frame"]["name"].value?.stringValue, frame != CoordinateFrame.metaspatial.rawValue {
                throw cursor["frame"].fault("must be '\(CoordinateFrame.metaspatial.rawValue)'")
            }
            size = try Room.size(json: cursor["room"]["size"])
            openings = cursor["room"]["openings"]
            let elements = try cursor["objects"].array(maximumCount: MetricScene.maximumObjects)
            ids = try elements.map { try $0["id"].string() }
            objects = try elements.map { element in
                try object(
                    element["id"].string(), size: BoxSize(json: element["size"]),
                    angle: element["rotation"]["z_angle"].double(in: -36_000...36_000),
                    position: element["position"])
            }
        }
        let floor = FloorPolygon(from: .zero, to: SIMD2(size.x, size.y)).corners
        let read = try openings.ifPresent?.array(maximumCount: Opening.maximumCount).map {
            try Opening(json: $0, room: size)
        }
        let placed = (read ?? []).enumerated().compactMap {
            MetricOpening($1, id: "\($1.kind.rawValue)_\($0 + 1)", room: size)
        }
        return (
            FloorArea([floor]), placed, objects.compactMap { $0 },
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
    private func graph(_ elements: [JSONCursor]) throws -> ([String], [MetricScene.Object?]) {
        let read = try elements.map { try SceneObject(json: $0) }
        var indices: [String: Int] = [:]
        for (index, object) in read.enumerated() where indices[object.id] == nil { indices[object.id] = index }
        func angle(_ index: Int) -> Double {
            var index = index
            for _ in read {
                let object = read[index]
                if let rotation = object.rotation { return rotation }
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
