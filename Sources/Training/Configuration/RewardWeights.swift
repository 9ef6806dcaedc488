import JSON

/// What each term of a reward counts, as a multiple of what it counts in the profile; all 1 is the profile itself.
public struct RewardWeights: Hashable, Sendable {
    public var format = 1.0
    public var collision = 1.0
    public var constraint = 1.0
    public var judge = 1.0

    /// The profile itself.
    public init(format: Double = 1, collision: Double = 1, constraint: Double = 1, judge: Double = 1) {
        self.format = format
        self.collision = collision
        self.constraint = constraint
        self.judge = judge
    }

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["format", "collision", "constraint", "judge"]) }
        func weight(_ name: String) throws -> Double { try cursor[name].ifPresent?.double(in: 0...100) ?? 1 }
        format = try reader.read(or: 1) { try weight("format") }
        collision = try reader.read(or: 1) { try weight("collision") }
        constraint = try reader.read(or: 1) { try weight("constraint") }
        judge = try reader.read(or: 1) { try weight("judge") }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "format": .number(format), "collision": .number(collision), "constraint": .number(constraint),
            "judge": .number(judge),
        ]
    }
}
