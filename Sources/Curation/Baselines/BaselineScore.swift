import JSON
import Rewards
import SceneGraph

/// How a placement without a model scores on some scenes: means with 95 % intervals.
public struct BaselineScore: Hashable, Sendable {
    /// A mean and half of the width of its 95 % interval (normal approximation: 1.96 standard errors).
    public struct Estimate: Hashable, Sendable {
        public let mean: Double
        public let halfWidth: Double

        /// The estimate from a sample; zeros from an empty one.
        public init(_ values: [Double]) {
            let count = Double(max(values.count, 1))
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
            self.mean = mean
            halfWidth = 1.96 * (variance / count).squareRoot()
        }

        var json: JSONValue {
            ["mean": .number(mean), "interval": [.number(mean - halfWidth), .number(mean + halfWidth)]]
        }
    }

    public let scenes: Int
    public let collisionRatio: Estimate
    public let constraintRatio: Estimate
    /// The reward of `metaspatial-v1` without a judge: 0.5 for the form, less 0.2 of each ratio.
    public let total: Estimate
    /// The share of scenes without any fault.
    public let faultless: Double
    public let millisecondsEach: Double

    /// Places all scenes; of several tries the best by reward counts.
    public init(_ baseline: PlacementBaseline, on scenes: [Scene], tries: Int = 1, seed: UInt64 = 0) {
        let begin = ContinuousClock.now
        let scores = scenes.enumerated().map { number, scene -> LayoutScore in
            let scorer = LayoutScorer(scene)
            let first = seed &+ UInt64(number) &* 1009
            var best = scorer.score(baseline.positions(for: scene, seed: first))
            for attempt in 1..<max(tries, 1) where best.penalty > 0 {
                let next = scorer.score(baseline.positions(for: scene, seed: first &+ UInt64(attempt)))
                if next.penalty < best.penalty { best = next }
            }
            return best
        }
        self.scenes = scenes.count
        collisionRatio = Estimate(scores.map(\.collisionRatio))
        constraintRatio = Estimate(scores.map(\.constraintRatio))
        total = Estimate(scores.map { 0.5 - $0.penalty })
        faultless = Double(scores.count { $0.penalty == 0 }) / Double(max(scores.count, 1))
        millisecondsEach = (ContinuousClock.now - begin) / .milliseconds(1) / Double(max(scores.count, 1))
    }

    /// `{scenes, collision_ratio, constraint_ratio, total, faultless, milliseconds}`, estimates as
    /// `{mean, interval}`.
    public var json: JSONValue {
        [
            "scenes": .integer(scenes), "collision_ratio": collisionRatio.json,
            "constraint_ratio": constraintRatio.json, "total": total.json, "faultless": .number(faultless),
            "milliseconds": .number(millisecondsEach),
        ]
    }
}
