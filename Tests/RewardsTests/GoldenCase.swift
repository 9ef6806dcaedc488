import JSON
import Rewards
import SceneGraph

/// One case of the golden file: inputs, and what the original computed from them.
struct GoldenCase: Sendable, CustomStringConvertible {
    let id: String
    let room: Vector3
    let scene: StoredScene
    let response: String
    let judge: JudgeReply
    let expected: JSONValue

    var description: String { id }

    init(_ json: JSONValue) throws {
        let cursor = JSONCursor(json)
        id = try cursor["id"].string()
        let size = cursor["size_of_room"]
        room = Vector3(
            x: try size["x"].finiteDouble(), y: try size["y"].finiteDouble(), z: try size["z"].finiteDouble())
        scene = try StoredScene(json: cursor["scene_graph"], size: room)
        response = try cursor["response"].string()
        judge = try JudgeReply(json: cursor["judge_reply"])
        expected = cursor["expected"].value ?? .null
    }

    /// Reads a file of one case a line.
    static func read(_ text: String) throws -> [GoldenCase] {
        try text.utf8.split(separator: UInt8(ascii: "\n")).map {
            try GoldenCase(JSONValue.parse($0, options: .python))
        }
    }

    // MARK: Comparison

    /// Each way in which this project's results differ from the original's, in words.
    var differences: [String] {
        let result = MetaSpatialReward.score(scene, room: room, response: response, judge: judge)
        var found: [String] = []
        func check(_ name: String, _ actual: JSONValue, _ wanted: JSONValue?) {
            let wanted = wanted ?? .null
            if !Self.agree(actual, wanted) {
                found.append("\(name) is \(Self.text(actual)), not \(Self.text(wanted))")
            }
        }
        func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
        check("total", number(result.total), expected["total"])
        check("error", kind(result.fault), expected["error"]?["type"])
        check("format", number(result.terms.format), expected["format_reward"])
        check("stage", .string(result.terms.judgeStage.rawValue), expected["judge_stage"])
        check("judge sum", number(result.terms.judgeSum), expected["judge_sum"])
        let means = result.terms.judgeMeans.map { means in
            JSONValue.object(
                JSONObject(members: JudgeAspect.allCases.map { ($0.rawValue, number(means[$0])) }))
        }
        check("judge means", means ?? .null, expected["judge_means"])
        check("collision ratio", number(result.terms.collisionRatio), expected["reward_collision_ratio"])
        check("constraint ratio", number(result.terms.constraintRatio), expected["reward_constraint_ratio"])
        found += geometryDifferences(scene, expected["stored_geometry"], "stored")
        let placed = placedScene
        check("updated written", .bool(placed != nil), expected["updated_written"])
        if let placed { found += geometryDifferences(placed, expected["updated_geometry"], "updated") }
        return found.map { "\(id): \($0)" }
    }

    private var placedScene: StoredScene? {
        guard
            case .matched(.array(let elements)) = AnswerFormat(
                response: response, objectCount: scene.objectCount), !elements.isEmpty
        else { return nil }
        return try? scene.placed(by: elements)
    }

    private func kind(_ fault: RewardFault?) -> JSONValue { fault.map { .string($0.kind.rawValue) } ?? .null }

    private func geometryDifferences(_ scene: StoredScene, _ wanted: JSONValue?, _ name: String) -> [String] {
        var found: [String] = []
        func check(_ part: String, _ actual: JSONValue, _ wanted: JSONValue?) {
            let wanted = wanted ?? .null
            if !Self.agree(actual, wanted) {
                found.append("\(name) \(part) is \(Self.text(actual)), not \(Self.text(wanted))")
            }
        }
        let ids = scene.objects.map { $0.id?.value ?? .null }
        do throws(RewardFault) {
            let pairs = try scene.collisions()
            check("collision ratio", .number(scene.collisionRatio(pairs)), wanted?["collision_ratio"])
            check("pairs", .array(pairs.map { [ids[$0.0], ids[$0.1]] }), wanted?["colliding_pairs"])
            check("collision error", .null, wanted?["collision_error"]?["type"])
        } catch { check("collision error", kind(error), wanted?["collision_error"]?["type"]) }
        do throws(RewardFault) {
            let violating = try scene.violations(room: room)
            check("constraint ratio", .number(scene.constraintRatio(violating)), wanted?["constraint_ratio"])
            check("violating", .array(violating.map { ids[$0] }), wanted?["violating"])
            check("constraint error", .null, wanted?["constraint_error"]?["type"])
        } catch { check("constraint error", kind(error), wanted?["constraint_error"]?["type"]) }
        for (index, object) in (wanted?["objects"]?.arrayValue ?? []).enumerated() {
            check("id", ids[index], object["id"])
            do throws(RewardFault) {
                let regions = try scene.regions(ofObjectNamedAt: index, room: room)
                let ends = regions.map { JSONValue.array($0.ends.map(JSONValue.number)) }
                check("\(scene.objects[index].name) regions", .array(ends), object["regions"])
            } catch { check("\(scene.objects[index].name) error", kind(error), object["error"]?["type"]) }
            var turned = scene
            for place in turned.objects.indices { turned.objects[place].rotation = .missing }
            do throws(RewardFault) {
                let angle = try turned.rotation(of: index)
                check("rotation from facing", .number(angle.comparable), object["rotation_from_facing"])
            } catch { check("rotation error", kind(error), object["rotation_error"]) }
            if case .value(let size) = scene.objects[index].size {
                check("thin", .bool((try? size.thinness.get()) ?? false), object["thin"])
            }
        }
        return found
    }

    /// Numbers to the last bit, non-finite ones as the file spells them.
    private static func agree(_ actual: JSONValue, _ wanted: JSONValue) -> Bool {
        switch (actual, wanted) {
        case (.number(let value), .string(let word)):
            return word == (value.isNaN ? "NaN" : value == .infinity ? "Infinity" : "-Infinity")
                && !value.isFinite
        case (.number(let value), _):
            return wanted.doubleValue?.bitPattern == (value == 0 ? 0 : value).bitPattern
                || wanted.doubleValue == value
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { agree($0, $1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && left.members.allSatisfy { member in
                    right[member.key].map { agree(member.value, $0) } ?? false
                }
        default: return actual == wanted
        }
    }

    private static func text(_ value: JSONValue) -> String {
        JSONWriter(.compact, writesNonFiniteNumbers: true).string(value)
    }
}
