import Curation
import JSON
import SceneGraph

/// What the model is trained on.
public enum TrainingSource: Hashable, Sendable {
    /// Rooms that are made as they are needed.
    case synthetic(SyntheticRoomSource)
    /// Rooms that are given.
    case rooms([Scene])
    /// Rows of prompt, picture and answer, given inside of the configuration; read by `DatasetReader`.
    case rows([JSONValue])
    /// A data set of such rows by its name: a file at the terminal, a kept data set in the service.
    case dataset(String)
    /// Drills of one skill.
    case drill(DrillKind, seed: Int)

    /// Reads `rooms` or `dataset` of a configuration; synthetic rooms where there is neither.
    init(json cursor: JSONCursor, algorithm: TrainingAlgorithm) throws {
        let (rooms, dataset) = (cursor["rooms"], cursor["dataset"])
        guard rooms.isAbsent || dataset.isAbsent else {
            throw dataset.fault("cannot be given together with 'rooms'")
        }
        if let dataset = dataset.ifPresent {
            guard !algorithm.isReinforcement else {
                throw dataset.fault("is for the algorithm 'sft'; '\(algorithm.rawValue)' trains on 'rooms'")
            }
            self = try Self.dataset(json: dataset)
            return
        }
        guard let rooms = rooms.ifPresent else {
            self = .synthetic(SyntheticRoomSource())
            return
        }
        try rooms.allowOnly(["synthetic", "scenes"])
        guard rooms["synthetic"].isAbsent || rooms["scenes"].isAbsent else {
            throw rooms.fault("has 'synthetic' and 'scenes'; one of them is wanted")
        }
        if let scenes = rooms["scenes"].ifPresent {
            self = .rooms(try Self.scenes(json: scenes))
        } else if let synthetic = rooms["synthetic"].ifPresent {
            self = .synthetic(try SyntheticRoomSource(json: synthetic))
        } else {
            self = .synthetic(SyntheticRoomSource())
        }
    }

    private static var drillNames: String { DrillKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ") }

    private static func dataset(json cursor: JSONCursor) throws -> TrainingSource {
        if let name = cursor.value?.stringValue {
            guard !name.isEmpty else { throw cursor.fault("is empty") }
            return .dataset(name)
        }
        if cursor.value?.objectValue != nil {
            try cursor.allowOnly(Set(DrillKind.allCases.map(\.rawValue)))
            let drills = DrillKind.allCases.compactMap { kind in cursor[kind.rawValue].ifPresent.map { (kind, $0) } }
            guard drills.count == 1 else { throw cursor.fault("must have one of \(drillNames)") }
            let (kind, drill) = drills[0]
            try drill.allowOnly(["seed"])
            return .drill(kind, seed: try drill["seed"].ifPresent?.integer(in: Limits.seeds) ?? 0)
        }
        guard cursor.value?.arrayValue != nil else {
            throw cursor.fault(
                "must be a name, an array of rows, or drills: {\"copying\": {\"seed\": …}}, of \(drillNames)")
        }
        let rows = try cursor.array(maximumCount: Limits.inlineCount)
        guard !rows.isEmpty else { throw cursor.fault("has no rows") }
        return .rows(rows.compactMap(\.value))
    }

    private static func scenes(json cursor: JSONCursor) throws -> [Scene] {
        let elements = try cursor.array(maximumCount: Limits.inlineCount)
        guard !elements.isEmpty else { throw cursor.fault("has no rooms") }
        var reader = JSONFormReader()
        let scenes = try elements.compactMap { element in
            try reader.read(or: nil) { try scene(json: element) as Scene? }
        }
        try reader.finish()
        return scenes
    }

    /// Reads `{description, size, outline?, openings?, scene_graph}`.
    static func scene(json cursor: JSONCursor, allowing others: Set<String> = []) throws -> Scene {
        try cursor.allowOnly(others.union(Room.formKeys).union(["description", "size", "scene_graph"]))
        var reader = JSONFormReader()
        let description = try reader.read(or: "") { try cursor["description"].ifPresent?.string() ?? "" }
        let room = try reader.read(or: Room(size: Vector3(x: 1, y: 1, z: 1))) {
            try Room(description: description, json: cursor)
        }
        let objects = try reader.read(or: []) {
            try cursor["scene_graph"].array(maximumCount: Scene.maximumObjects).map {
                try SceneObject(json: $0, room: room)
            }
        }
        try reader.finish()
        do {
            return try Scene(room: room, objects: objects)
        } catch let error as SceneError {
            throw cursor["scene_graph"].fault("is no scene: \(error)")
        }
    }

    /// The members of a configuration.
    var json: (key: String, value: JSONValue) {
        switch self {
        case .synthetic(let rooms): ("rooms", ["synthetic": rooms.json])
        case .rooms(let scenes): ("rooms", ["scenes": .array(scenes.map(Self.json))])
        case .rows(let rows): ("dataset", .array(rows))
        case .dataset(let name): ("dataset", .string(name))
        case .drill(let kind, let seed):
            ("dataset", .object(JSONObject(members: [(kind.rawValue, ["seed": .integer(seed)])])))
        }
    }

    static func json(_ scene: Scene) -> JSONValue {
        let members: [(String, JSONValue)] =
            [("description", .string(scene.room.description)), ("size", scene.room.size.json)]
            + scene.room.formMembers + [("scene_graph", scene.objectsJSON)]
        return .object(JSONObject(members: members))
    }
}
