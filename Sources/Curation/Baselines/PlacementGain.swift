import JSON
import SceneGraph

/// How one placement of some scenes differs from another of the same scenes: the means of the differences scene by
/// scene, with 95 % intervals.
///
/// A scene that is hard for one is hard for the other too, so that the differences spread less than the scores, and an
/// interval without zero shows a difference that two tallies' intervals may still hide.
public struct PlacementGain: Hashable, Sendable {
    public let scenes: Int
    public let format: Estimate
    public let collisionRatio: Estimate
    public let constraintRatio: Estimate
    /// Of the reward of `metaspatial-v1` without a judge.
    public let total: Estimate
    /// Of what `EmbeddedJudge` thinks of the layouts.
    public let judge: Estimate

    /// Later scores less earlier ones; nil where these are not of as many scenes.
    public init?(_ later: [PlacementScore], over earlier: [PlacementScore]) {
        guard later.count == earlier.count else { return nil }
        func estimate(_ term: (PlacementScore) -> Double) -> Estimate {
            Estimate(zip(later, earlier).map { term($0) - term($1) })
        }
        scenes = later.count
        format = estimate(\.format)
        collisionRatio = estimate(\.collisionRatio)
        constraintRatio = estimate(\.constraintRatio)
        total = estimate(\.total)
        judge = estimate(\.judge)
    }

    /// `{scenes, format, collision_ratio, constraint_ratio, total, judge}`, estimates as `{mean, interval}`.
    public var json: JSONValue {
        [
            "scenes": .integer(scenes), "format": format.json, "collision_ratio": collisionRatio.json,
            "constraint_ratio": constraintRatio.json, "total": total.json, "judge": judge.json,
        ]
    }

    /// The row of the table whose head is `PlacementTally.head`, with signs.
    public func row(named name: String) -> String {
        func cell(_ estimate: Estimate) -> String {
            let mean = MetreText.text(estimate.mean, fractionDigits: 3)
            return "\(estimate.mean > 0 ? "+" : "")\(mean) ± \(MetreText.text(estimate.halfWidth, fractionDigits: 3))"
        }
        let cells = [format, collisionRatio, constraintRatio, total, judge].map(cell)
        return "| " + ([name] + cells + [""]).joined(separator: " | ") + " |"
    }
}
