import Curation
import JSON
import Rewards
import SceneGraph

/// The form of one item of `/rewards`.
enum RewardForm {
    /// The most elements of one item's scene, the six room elements included.
    static let maximumSceneElements = 1006

    /// Python writes NaN and infinities into JSON; a batch must not fail for one of its items.
    static let lenient: JSONParser.Options = {
        var options = JSONParser.Options.strict
        options.allowsNonFiniteNumbers = true
        options.replacesLoneSurrogates = true
        return options
    }()

    /// Reads an item.
    /// - Throws: `JSONFieldError`.
    static func item(_ form: JSONCursor) throws -> RewardItem {
        try form.allowOnly([
            "id", "description", "size", "scene_graph", "outline", "openings", "response", "layout", "judge_reply",
        ])
        if let id = form["id"].ifPresent { _ = try id.string() }
        let room = try Room(scoredJSON: form)
        _ = try form["scene_graph"].array(maximumCount: maximumSceneElements)
        var scene = try StoredScene(json: form["scene_graph"], room: room)
        let answer: RewardItem.Answer
        if let response = form["response"].ifPresent {
            guard form["layout"].isAbsent else { throw form["layout"].fault("cannot be given with 'response'") }
            answer = .response(try response.string())
        } else if let layout = form["layout"].ifPresent {
            answer = .elements(try elements(layout))
        } else {
            answer = .stored
        }
        if answer != .stored {
            let hasPinned = try form["scene_graph"].array().contains { $0["pinned"].value?.boolValue == true }
            scene.layOutDraft(hasPinned: hasPinned)
        }
        return RewardItem(
            scene: scene, room: room, mesh: FurnitureTriangles.mesh(for:), answer: answer,
            judge: try JudgeReply(json: form["judge_reply"]))
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
}
