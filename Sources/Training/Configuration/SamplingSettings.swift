import JSON

/// How answers are sampled while training.
public struct SamplingSettings: Hashable, Sendable {
    /// What an answer may be.
    public enum Decoding: String, CaseIterable, Hashable, Sendable {
        /// Well-formed by construction: only coordinates (and thoughts, if any) are drawn.
        case constrained
        /// As constrained, and the geometry writes what follows from the room and from what stands already: only
        /// choices among what relations leave open are drawn, see `GuidedGrammar`.
        case guided
        /// Any text.
        case free
    }

    public var decoding = Decoding.constrained
    /// Divides the logits; log-probabilities are taken at the same temperature.
    public var temperature = 1.0
    /// With constrained decoding: tokens that the model may think before it answers.
    public var thinkTokens = 0
    /// With free decoding: where an answer is cut.
    public var maximumTokens = 512

    /// Constrained answers at temperature 1.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check {
            try cursor.allowOnly(["decoding", "temperature", "think_tokens", "maximum_tokens"])
        }
        try reader.check { decoding = try cursor["decoding"].ifPresent?.choice(Decoding.self) ?? decoding }
        try reader.check {
            temperature = try cursor["temperature"].ifPresent?.double(in: 0.01...10) ?? temperature
        }
        try reader.check {
            thinkTokens = try cursor["think_tokens"].ifPresent?.integer(in: 0...4096) ?? thinkTokens
            if decoding != .constrained, thinkTokens > 0 {
                throw cursor["think_tokens"].fault(
                    "is for constrained decoding; free answers think as they like, guided ones as the grammar says")
            }
        }
        try reader.check {
            maximumTokens = try cursor["maximum_tokens"].ifPresent?.integer(in: 1...32_768) ?? maximumTokens
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "decoding": .string(decoding.rawValue), "temperature": .number(temperature),
            "think_tokens": .integer(thinkTokens), "maximum_tokens": .integer(maximumTokens),
        ]
    }
}
