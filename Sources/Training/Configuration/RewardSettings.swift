import JSON
import Rewards

/// What answers are rewarded for, and how that changes while training goes on.
public struct RewardSettings: Hashable, Sendable {
    /// Weights that hold from some part of the run on.
    public struct Stage: Hashable, Sendable {
        /// From which part of all steps on, 0...1.
        public var from: Double
        public var weights: RewardWeights

        /// A stage.
        public init(from: Double, weights: RewardWeights) {
            self.from = from
            self.weights = weights
        }
    }

    public var profile = RewardProfile.metaSpatialV1
    /// Who judges the picture; nobody unless asked for.
    public var judge = JudgeSettings(.none)
    /// The weights before the first stage.
    public var weights = RewardWeights()
    /// By rising `from`.
    public var schedule: [Stage] = []

    /// The original's reward throughout.
    public init() {}

    /// First the format alone, then the physics too, then the picture too.
    public static let formatPhysicsPicture: [Stage] = [
        Stage(
            from: 0,
            weights: RewardWeights(
                collision: 0, constraint: 0, judge: 0, inside: 0, support: 0, clearance: 0, access: 0)),
        Stage(from: 0.1, weights: RewardWeights(judge: 0)),
        Stage(from: 0.5, weights: RewardWeights()),
    ]

    /// The weights at a step.
    /// - Parameter progress: the steps done as a part of all, 0...1.
    public func weights(at progress: Double) -> RewardWeights {
        schedule.last { $0.from <= progress }?.weights ?? weights
    }

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["profile", "judge", "weights", "schedule"]) }
        try reader.check { profile = try cursor["profile"].ifPresent?.choice(RewardProfile.self) ?? profile }
        try reader.check { judge = try cursor["judge"].ifPresent.map(JudgeSettings.init(json:)) ?? judge }
        try reader.check { weights = try cursor["weights"].ifPresent.map(RewardWeights.init(json:)) ?? weights }
        try reader.check { schedule = try cursor["schedule"].ifPresent.map(Self.schedule) ?? [] }
        try reader.finish()
    }

    private static func schedule(_ cursor: JSONCursor) throws -> [Stage] {
        if let name = cursor.value?.stringValue {
            guard name == "format_physics_picture" else {
                throw cursor.fault("must be 'format_physics_picture' or an array, not '\(name.prefix(80))'")
            }
            return formatPhysicsPicture
        }
        var stages: [Stage] = []
        for element in try cursor.array(maximumCount: 64) {
            try element.allowOnly(["from", "weights"])
            let from = try element["from"].double(in: 0...1)
            if let last = stages.last, last.from >= from {
                throw element["from"].fault("must lie above that of the stage before")
            }
            stages.append(Stage(from: from, weights: try RewardWeights(json: element["weights"])))
        }
        return stages
    }

    var json: JSONValue {
        [
            "profile": .string(profile.rawValue), "judge": judge.json, "weights": weights.json,
            "schedule": .array(schedule.map { ["from": .number($0.from), "weights": $0.weights.json] }),
        ]
    }
}
