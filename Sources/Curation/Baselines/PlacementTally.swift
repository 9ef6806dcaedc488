import JSON
import SceneGraph

/// Scores of many layouts as means with 95 % intervals: a row of the table that models are compared by.
@dynamicMemberLookup
public struct PlacementTally: Hashable, Sendable {
    public let scenes: Int
    private let estimates: PlacementEstimates
    /// The share of scenes without any fault.
    public let faultless: Double
    public let secondsEach: Double

    /// The tally of scores, one a scene.
    public init(_ scores: [PlacementScore]) {
        scenes = scores.count
        estimates = PlacementEstimates { term in Estimate(scores.map(term)) }
        let count = Double(max(scores.count, 1))
        faultless = Double(scores.count { $0.isFaultless }) / count
        secondsEach = scores.reduce(0) { $0 + $1.seconds } / count
    }

    /// The estimate of one term.
    public subscript(dynamicMember term: KeyPath<PlacementEstimates, Estimate>) -> Estimate { estimates[keyPath: term] }

    /// `{scenes, format, collision_ratio, constraint_ratio, total, judge, faultless, seconds}`, estimates as
    /// `{mean, interval}`.
    public var json: JSONValue {
        let own: [(String, JSONValue)] = [("faultless", .number(faultless)), ("seconds", .number(secondsEach))]
        return .object(JSONObject(members: [("scenes", .integer(scenes))] + estimates.members + own))
    }

    /// The row of a Markdown table: name, format, collisions, relations, total, judge, seconds a layout.
    public func row(named name: String) -> String {
        let seconds = MetreText.text(secondsEach, fractionDigits: secondsEach < 0.1 ? 4 : 2)
        return "| " + ([name] + estimates.cells(isSigned: false) + [seconds]).joined(separator: " | ") + " |"
    }

    /// The head of such a table.
    public static let head = """
        | | format | collision ratio | constraint violation | total without judge | embedded judge | s/layout |
        |---|---|---|---|---|---|---|
        """
}
