import JSON
import SceneGraph

/// The body of `POST /layout`.
struct LayoutRequest: Sendable {
    /// What places the objects.
    enum Placer: String, CaseIterable, Sendable {
        case model
        case solver
    }

    /// What judges the picture.
    enum JudgeChoice: String, CaseIterable, Sendable {
        case none
    }

    /// The names of reward profiles.
    enum Profile: String, CaseIterable, Sendable {
        case metaspatial = "metaspatial-v1"
    }

    var description: String
    /// Nil when a kept room is named.
    var size: Vector3?
    var sceneGraph: [SceneObject]?
    var roomID: String?
    var objectCount: Int?
    var placer: Placer
    var turns: Int
    var profile: Profile
    var judge: JudgeChoice
    var sampling: SamplingRequest

    private static let keys: Set<String> = SamplingRequest.keys.union([
        "description", "size", "scene_graph", "room", "object_count", "placer", "turns", "profile", "judge",
    ])

    /// Limits of the form, as `openapi.yaml` states them.
    static let maximumDescriptionLength = 4000
    static let objectCounts = 1...40
    static let maximumObjects = 100

    init(json cursor: JSONCursor) throws {
        try cursor.allowOnly(Self.keys)
        roomID = try cursor["room"].ifPresent?.string()
        if roomID != nil {
            for key in ["description", "size", "scene_graph", "object_count"] where !cursor[key].isAbsent {
                throw cursor[key].fault("cannot be given together with 'room'")
            }
        }
        description = try Self.description(cursor["description"])
        size = roomID == nil ? try Room.size(json: cursor["size"]) : nil
        sceneGraph = try Self.sceneGraph(cursor["scene_graph"])
        objectCount = try cursor["object_count"].ifPresent?.integer(in: Self.objectCounts)
        if objectCount != nil, sceneGraph != nil {
            throw cursor["object_count"].fault("cannot be given together with 'scene_graph'")
        }
        if roomID == nil, sceneGraph == nil, objectCount == nil, cursor["description"].isAbsent {
            throw cursor["description"].fault("is missing: a wish, a 'scene_graph' or an 'object_count' is needed")
        }
        placer = try cursor["placer"].ifPresent?.choice(Placer.self) ?? .model
        turns = try cursor["turns"].ifPresent?.integer(in: 1...5) ?? 1
        profile = try cursor["profile"].ifPresent?.choice(Profile.self) ?? .metaspatial
        judge = try cursor["judge"].ifPresent?.choice(JudgeChoice.self) ?? .none
        sampling = try SamplingRequest(json: cursor)
    }

    static func description(_ cursor: JSONCursor) throws -> String {
        let text = try cursor.ifPresent?.string() ?? ""
        guard text.unicodeScalars.count <= maximumDescriptionLength else {
            throw cursor.fault("must have at most \(maximumDescriptionLength) characters")
        }
        return text
    }

    static func sceneGraph(_ cursor: JSONCursor) throws -> [SceneObject]? {
        guard let cursor = cursor.ifPresent else { return nil }
        let elements = try cursor.array(maximumCount: maximumObjects)
        guard !elements.isEmpty else { throw cursor.fault("must hold at least one object") }
        return try elements.map { try SceneObject(json: $0) }
    }
}
