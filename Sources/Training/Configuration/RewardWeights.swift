import JSON

/// What each term of a reward counts, as a multiple of what it counts in the profile; all 1 is the profile itself.
///
/// Profile `metaspatial-v1` has no `inside`, `support`, `clearance` and `access`; `physical` has these too. `constraint`
/// is what either says of relations. Without its weight a judge is not asked.
public struct RewardWeights: Hashable, Sendable {
    public var format = 1.0
    public var collision = 1.0
    public var constraint = 1.0
    public var judge = 1.0
    public var inside = 1.0
    public var support = 1.0
    public var clearance = 1.0
    public var access = 1.0

    /// The profile itself.
    public init(
        format: Double = 1, collision: Double = 1, constraint: Double = 1, judge: Double = 1, inside: Double = 1,
        support: Double = 1, clearance: Double = 1, access: Double = 1
    ) {
        self.format = format
        self.collision = collision
        self.constraint = constraint
        self.judge = judge
        self.inside = inside
        self.support = support
        self.clearance = clearance
        self.access = access
    }

    private static let names: Set<String> = [
        "format", "collision", "constraint", "judge", "inside", "support", "clearance", "access",
    ]

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(Self.names) }
        func weight(_ name: String) throws -> Double { try cursor[name].ifPresent?.double(in: 0...100) ?? 1 }
        format = try reader.read(or: 1) { try weight("format") }
        collision = try reader.read(or: 1) { try weight("collision") }
        constraint = try reader.read(or: 1) { try weight("constraint") }
        judge = try reader.read(or: 1) { try weight("judge") }
        inside = try reader.read(or: 1) { try weight("inside") }
        support = try reader.read(or: 1) { try weight("support") }
        clearance = try reader.read(or: 1) { try weight("clearance") }
        access = try reader.read(or: 1) { try weight("access") }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "format": .number(format), "collision": .number(collision), "constraint": .number(constraint),
            "judge": .number(judge), "inside": .number(inside), "support": .number(support),
            "clearance": .number(clearance), "access": .number(access),
        ]
    }
}
