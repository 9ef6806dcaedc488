import Assets
import JSON
import Persistence
import SceneGraph

/// A kept layout as the API shows it, in any frame.
struct LayoutDocument: Sendable {
    let record: LayoutRecord
    let scene: Scene

    /// - Throws: when a stored scene does not read back.
    init(_ record: LayoutRecord) throws {
        self.record = record
        self.scene = try Self.scene(of: record)
    }

    /// The kept scene, with positions.
    static func scene(of record: LayoutRecord) throws -> Scene {
        let form = JSONCursor(record.document)["room"]
        let room = try Room(
            description: record.summary.description, size: JSONCursor(record.summary.size.json),
            outline: form["outline"], openings: form["openings"])
        let objects = try JSONCursor(record.scene).array().map { try SceneObject(json: $0, room: room) }
        return try Scene(room: room, objects: objects)
    }

    func json(frame: CoordinateFrame) -> JSONValue {
        let (summary, rest) = (record.summary, record.document)
        func kept(_ key: String) -> JSONValue { rest[key] ?? .null }
        func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "id": .string(summary.id),
            "created_at": .string(Timestamp.text(summary.createdAt)),
            "parent": optional(summary.parentID),
            "placer": .string(summary.placer),
            "model": kept("model"),
            "frame": frame.json,
            "room": room(frame),
            "objects": .array(zip(scene.objects, scene.angles).map { object($0, angle: $1, frame) }),
            "reward": kept("reward"),
            "reward_before_repair": kept("reward_before_repair"),
            "repair": kept("repair"),
            "samples": kept("samples"),
            "turns": kept("turns"),
            "refinement": kept("refinement"),
            "think": kept("think"),
            "seed": .integer(summary.seed),
            "timings": kept("timings"),
            "links": [
                "self": .string("/layouts/\(summary.id)"),
                "preview": .string("/layouts/\(summary.id)/preview.png"),
                "plan": .string("/layouts/\(summary.id)/plan.svg"),
                "scene": .string("/layouts/\(summary.id)/scene.glb"),
                "refine": .string("/layouts/\(summary.id)/refine"),
            ],
        ]
    }

    /// The room in a frame: its outline there, and lengths in its unit.
    private func room(_ frame: CoordinateFrame) -> JSONValue {
        let summary = record.summary
        var members: [(String, JSONValue)] = [
            ("id", summary.roomID.map { .string($0) } ?? .null),
            ("type", summary.roomType.map { .string($0) } ?? .null),
            ("description", .string(summary.description)), ("size", frame.extents(summary.size).json),
        ]
        if let outline = scene.room.outline {
            let corners = zip(outline.corners, outline.wallNames).map { corner, wall -> JSONValue in
                let place = frame.position(Vector3(x: corner.x, y: corner.y, z: 0))
                // In the room's own frame a corner is what a request has.
                let isOwn = frame == .metaspatial
                return .object(
                    JSONObject(
                        members: [("x", .number(place.x)), ("y", .number(place.y))]
                            + (isOwn ? [] : [("z", .number(place.z))]) + [("wall", .string(wall))]))
            }
            members.append(("outline", .array(corners)))
        }
        if !scene.room.openings.isEmpty {
            let unit = frame.unitsPerMetre
            let openings = scene.room.openings.map { opening -> JSONValue in
                var opening = opening
                opening.offset *= unit
                opening.width *= unit
                opening.bottom *= unit
                opening.height *= unit
                return opening.json
            }
            members.append(("openings", .array(openings)))
        }
        return .object(JSONObject(members: members))
    }

    private func object(_ object: SceneObject, angle: Double, _ frame: CoordinateFrame) -> JSONValue {
        let unit = frame.unitsPerMetre
        let size = BoxSize(
            length: object.size.length * unit, width: object.size.width * unit,
            height: object.size.height * unit)
        let kind = Catalogue.standard.kind(forObjectID: object.id)?.id ?? "box"
        let position = object.position ?? Vector3(x: 0, y: 0, z: 0)
        return [
            "id": .string(object.id), "label": .string(object.label),
            "position": frame.position(position).json, "rotation": frame.rotation(angle),
            "size": size.json, "facing": .string(object.facing), "style": .string(object.style),
            "material": .string(object.material), "is_on_the_floor": .bool(object.isOnTheFloor),
            "placement": object.json["placement"] ?? .null, "pinned": .bool(object.isPinned),
            "asset": record.document["assets"]?[object.id] ?? ["kind": .string(kind)],
        ]
    }

    /// A line of the list.
    static func summary(_ summary: LayoutSummary) -> JSONValue {
        let model: JSONValue =
            summary.modelID.map { ["id": .string($0), "trained": .bool(summary.modelTrained ?? true)] } ?? .null
        return [
            "id": .string(summary.id), "created_at": .string(Timestamp.text(summary.createdAt)),
            "description": .string(summary.description),
            "room_type": summary.roomType.map { .string($0) } ?? .null, "size": summary.size.json,
            "object_count": .integer(summary.objectCount),
            "total": summary.total.map { .number($0) } ?? .null,
            "collisions": .integer(summary.collisionCount), "model": model,
            "links": [
                "self": .string("/layouts/\(summary.id)"),
                "preview": .string("/layouts/\(summary.id)/preview.png"),
            ],
        ]
    }
}
