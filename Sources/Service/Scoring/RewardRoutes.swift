import Curation
import HTTPServer
import JSON
import Rewards
import SceneGraph

/// `/rewards`: the reward function of an outside trainer.
struct RewardRoutes: Sendable {
    let judges: any JudgeProvider

    /// The most items of one batch.
    static let maximumItems = 1024
    /// The largest body.
    static let maximumBodyBytes = 16 << 20
    /// The most elements of one item's scene, the six room elements included.
    static let maximumSceneElements = 1006

    func register(in router: inout Router) throws {
        try router.post("/rewards") { try await score($0) }
    }

    /// Python writes NaN and infinities into JSON; a batch must not fail for one of its items.
    private static let lenient: JSONParser.Options = {
        var options = JSONParser.Options.strict
        options.allowsNonFiniteNumbers = true
        options.replacesLoneSurrogates = true
        return options
    }()

    private func score(_ request: ServerRequest) async throws -> ServerResponse {
        let cursor = try await request.json(upTo: Self.maximumBodyBytes, options: Self.lenient)
        try cursor.allowOnly(["profile", "judge", "items"])
        let profile = try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? .metaSpatialV1
        let forms = try cursor["items"].array(maximumCount: Self.maximumItems)
        let judge = try judge(cursor["judge"])
        let given = try await Offload.run(.short) { forms.map { form in Result { try Self.item(form) } } }
        let read = try await RewardJury(judge: judge).judged(given, forms)
        let items = try await Offload.run(.short) {
            let results = profile.score(read.compactMap { try? $0.get() })
            var next = results.makeIterator()
            return zip(forms, read).map { form, item -> JSONValue in
                let id = form["id"].value?.stringValue.map { JSONValue.string($0) } ?? .null
                switch item {
                case .success: return Self.document(id, next.next()?.json)
                case .failure(let error): return Self.document(id, Self.unreadable(error))
                }
            }
        }
        return .json(["profile": .string(profile.rawValue), "items": .array(items)])
    }

    private func judge(_ cursor: JSONCursor) throws -> (any Judge)? {
        let settings = try cursor.ifPresent.map(JudgeSettings.init(json:)) ?? JudgeSettings(.none)
        do {
            return try judges.judge(settings)
        } catch { throw cursor.fault(error.description) }
    }

    private static func item(_ form: JSONCursor) throws -> RewardItem {
        try form.allowOnly([
            "id", "description", "size", "scene_graph", "outline", "openings", "response", "layout", "judge_reply",
        ])
        if let id = form["id"].ifPresent { _ = try id.string() }
        let room = try room(form)
        _ = try form["scene_graph"].array(maximumCount: maximumSceneElements)
        let scene = try StoredScene(json: form["scene_graph"], room: room)
        let answer: RewardItem.Answer
        if let response = form["response"].ifPresent {
            guard form["layout"].isAbsent else { throw form["layout"].fault("cannot be given with 'response'") }
            answer = .response(try response.string())
        } else if let layout = form["layout"].ifPresent {
            answer = .elements(try elements(layout))
        } else {
            answer = .stored
        }
        return RewardItem(
            scene: scene, room: room, mesh: FurnitureTriangles.mesh(for:), answer: answer,
            judge: try JudgeReply(json: form["judge_reply"]))
    }

    /// The room of an item. Of a box-shaped one any size goes, as in the original's files.
    private static func room(_ form: JSONCursor) throws -> Room {
        guard form["outline"].isAbsent else { return try Room(json: form) }
        let room = Room(size: try Vector3(json: form["size"]))
        let openings = try form["openings"].ifPresent?.array(maximumCount: Opening.maximumCount) ?? []
        return openings.isEmpty ? room : room.with(try openings.map { try Opening(json: $0, room: room) })
    }

    /// A layout as the elements of an answer: a list of them, an object of positions by identifier, or a layout
    /// document with `objects`.
    private static func elements(_ layout: JSONCursor) throws -> [JSONValue] {
        if let list = layout.value?.arrayValue { return list }
        let object = try layout.object()
        if let objects = object["objects"]?.arrayValue {
            return objects.map { element(id: $0["id"] ?? .null, position: $0["position"]) }
        }
        return object.members.map { element(id: .string($0.key), position: $0.value) }
    }

    private static func element(id: JSONValue, position: JSONValue?) -> JSONValue {
        var members: [(String, JSONValue)] = [("new_object_id", id)]
        for axis in ["x", "y", "z"] {
            if let value = position?[axis] { members.append((axis, value)) }
        }
        return .object(JSONObject(members: members))
    }

    private static func unreadable(_ error: any Error) -> JSONValue {
        let fault = (error as? JSONFormError)?.faults.first ?? error as? JSONFieldError
        let detail = fault?.description ?? "the item cannot be read"
        return [
            "total": .null, "terms": .null, "collisions": [], "violations": [],
            "error": ["type": "invalid-item", "detail": .string(detail)],
        ]
    }

    private static func document(_ id: JSONValue, _ result: JSONValue?) -> JSONValue {
        var members: [(String, JSONValue)] = [("id", id)]
        members += result?.objectValue?.members.map { ($0.key, $0.value) } ?? []
        return .object(JSONObject(members: members))
    }
}
