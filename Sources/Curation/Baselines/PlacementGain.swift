import JSON

/// How one placement of some scenes differs from another of the same scenes: the means of the differences scene by
/// scene, with 95 % intervals.
///
/// A scene that is hard for one is hard for the other too, so that the differences spread less than the scores, and an
/// interval without zero shows a difference that two tallies' intervals may still hide.
@dynamicMemberLookup
public struct PlacementGain: Hashable, Sendable {
    public let scenes: Int
    private let estimates: PlacementEstimates

    /// Later scores less earlier ones; nil where these are not of as many scenes.
    public init?(_ later: [PlacementScore], over earlier: [PlacementScore]) {
        guard later.count == earlier.count else { return nil }
        scenes = later.count
        estimates = PlacementEstimates { term in Estimate(zip(later, earlier).map { term($0) - term($1) }) }
    }

    /// The difference in one term.
    public subscript(dynamicMember term: KeyPath<PlacementEstimates, Estimate>) -> Estimate { estimates[keyPath: term] }

    /// `{scenes, format, collision_ratio, constraint_ratio, total, judge}`, estimates as `{mean, interval}`.
    public var json: JSONValue { .object(JSONObject(members: [("scenes", .integer(scenes))] + estimates.members)) }

    /// The row of the table whose head is `PlacementTally.head`, with signs.
    public func row(named name: String) -> String {
        "| " + ([name] + estimates.cells(isSigned: true) + [""]).joined(separator: " | ") + " |"
    }
}
