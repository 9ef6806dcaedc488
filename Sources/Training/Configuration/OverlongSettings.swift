import JSON

/// DAPO's soft punishment of answers that near the limit of tokens, see `OverlongPenalty`.
public struct OverlongSettings: Hashable, Sendable {
    /// How many tokens before the limit the punishment begins.
    public var buffer = 64
    /// What is taken from the reward at the limit.
    public var penalty = 1.0

    /// From 64 tokens before the limit on, up to 1.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["buffer", "penalty"]) }
        try reader.check { buffer = try cursor["buffer"].ifPresent?.integer(in: 1...32_768) ?? buffer }
        try reader.check { penalty = try cursor["penalty"].ifPresent?.double(in: 0...100) ?? penalty }
        try reader.finish()
    }

    var json: JSONValue { ["buffer": .integer(buffer), "penalty": .number(penalty)] }
}
