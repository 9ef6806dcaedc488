import JSON

/// How often checkpoints are written and how many stay.
public struct CheckpointSettings: Hashable, Sendable {
    /// After every how many steps. There is always one at the end.
    public var interval = 25
    /// How many of the latest stay; the best stays too.
    public var kept = 2

    /// One every 25 steps, the last two and the best kept.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["every", "keep"]) }
        try reader.check { interval = try cursor["every"].ifPresent?.integer(in: 1...1_000_000) ?? interval }
        try reader.check { kept = try cursor["keep"].ifPresent?.integer(in: 1...1000) ?? kept }
        try reader.finish()
    }

    var json: JSONValue { ["every": .integer(interval), "keep": .integer(kept)] }
}
