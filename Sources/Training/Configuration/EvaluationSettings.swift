import JSON

/// How often and on what a model is evaluated while it trains.
public struct EvaluationSettings: Hashable, Sendable {
    /// After every how many steps; nil for never. There is always one before the first and after the last step.
    public var interval: Int? = 25
    /// How many rooms, none of which is trained on; 0 leaves evaluation out.
    public var rooms = 16
    /// Answers a room beside the greedy one, at the temperature of training; 0 for the greedy one alone.
    public var samples = 2
    /// The reward of greedy answers at which a run is done before its last step: how a curriculum knows that a stage
    /// is learnt. Nil: never.
    public var target: Double?

    /// Sixteen rooms every 25 steps.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["every", "rooms", "samples", "target"]) }
        try reader.check {
            let every = cursor["every"]
            interval = every.value == .null ? nil : try every.ifPresent?.integer(in: 1...1_000_000) ?? interval
        }
        try reader.check { rooms = try cursor["rooms"].ifPresent?.integer(in: 0...10_000) ?? rooms }
        try reader.check { samples = try cursor["samples"].ifPresent?.integer(in: 0...64) ?? samples }
        try reader.check { target = try cursor["target"].ifPresent?.double(in: -100...100) ?? target }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "every": interval.map(JSONValue.integer) ?? .null, "rooms": .integer(rooms),
            "samples": .integer(samples), "target": target.map(JSONValue.number) ?? .null,
        ]
    }
}
