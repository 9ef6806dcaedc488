import JSON

/// PPO's value head and how advantages come from it.
public struct CriticSettings: Hashable, Sendable {
    /// λ of generalized advantage estimation.
    public var lambda = 1.0
    /// How far a value may go from the one at the time of sampling before its gradient is cut.
    public var clip = 0.5
    /// The weight of the value loss beside the policy's.
    public var coefficient = 0.5

    /// The original's, but that its critic is a model of its own.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["lambda", "clip", "coefficient"]) }
        try reader.check { lambda = try cursor["lambda"].ifPresent?.double(in: 0...1) ?? lambda }
        try reader.check { clip = try cursor["clip"].ifPresent?.double(in: 1e-6...1e6) ?? clip }
        try reader.check {
            coefficient = try cursor["coefficient"].ifPresent?.double(in: 0...100) ?? coefficient
        }
        try reader.finish()
    }

    var json: JSONValue {
        ["lambda": .number(lambda), "clip": .number(clip), "coefficient": .number(coefficient)]
    }
}
