import JSON
import SceneGraph

/// Scores of many layouts as means with 95 % intervals: a row of the table that models are compared by.
public struct PlacementTally: Hashable, Sendable {
    public let scenes: Int
    public let format: Estimate
    public let collisionRatio: Estimate
    public let constraintRatio: Estimate
    /// The reward of `metaspatial-v1` without a judge.
    public let total: Estimate
    /// What `EmbeddedJudge` thinks of the layouts, 0...1.
    public let judge: Estimate
    /// The share of scenes without any fault.
    public let faultless: Double
    public let secondsEach: Double

    /// The tally of scores, one a scene.
    public init(_ scores: [PlacementScore]) {
        scenes = scores.count
        format = Estimate(scores.map(\.format))
        collisionRatio = Estimate(scores.map(\.collisionRatio))
        constraintRatio = Estimate(scores.map(\.constraintRatio))
        total = Estimate(scores.map(\.total))
        judge = Estimate(scores.map(\.judge))
        let count = Double(max(scores.count, 1))
        faultless = Double(scores.count { $0.isFaultless }) / count
        secondsEach = scores.reduce(0) { $0 + $1.seconds } / count
    }

    /// `{scenes, format, collision_ratio, constraint_ratio, total, judge, faultless, seconds}`, estimates as
    /// `{mean, interval}`.
    public var json: JSONValue {
        [
            "scenes": .integer(scenes), "format": format.json, "collision_ratio": collisionRatio.json,
            "constraint_ratio": constraintRatio.json, "total": total.json, "judge": judge.json,
            "faultless": .number(faultless), "seconds": .number(secondsEach),
        ]
    }

    /// The row of a Markdown table: name, format, collisions, relations, total, judge, seconds a layout.
    public func row(named name: String) -> String {
        func cell(_ estimate: Estimate) -> String {
            [estimate.mean, estimate.halfWidth].map { MetreText.text($0, fractionDigits: 3) }.joined(separator: " ± ")
        }
        let seconds = MetreText.text(secondsEach, fractionDigits: secondsEach < 0.1 ? 4 : 2)
        let cells = [name, cell(format), cell(collisionRatio), cell(constraintRatio), cell(total), cell(judge)]
        return "| " + (cells + [seconds]).joined(separator: " | ") + " |"
    }

    /// The head of such a table.
    public static let head = """
        | | format | collision ratio | constraint violation | total without judge | embedded judge | s/layout |
        |---|---|---|---|---|---|---|
        """
}
