import JSON
import Planning

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
    /// With guided decoding, and in the answers that free decoding is taught: what is worked out before a choice. Nil:
    /// guided answers are told free stretches, free ones do not think.
    public var facts: GuideFacts?
    /// With free decoding: where an answer is cut.
    public var maximumTokens = 512

    /// How many of the prompts show the room: at 0 what a picture is worth can be told, and a model that is to answer
    /// with a picture and without has to meet both.
    public var pictureShare = 1.0

    /// Whether the prompt of a number shows the room.
    package func showsPicture(at number: Int) -> Bool {
        if pictureShare >= 1 { return true }
        var generator = SeededGenerator(seed: Seeds.mix(0x1A6E, number))
        return generator.unit() < pictureShare
    }

    /// Constrained answers at temperature 1.
    public init() {}

    init(json cursor: JSONCursor) throws {
        var reader = JSONFormReader()
        try reader.check {
            try cursor.allowOnly(["decoding", "temperature", "think_tokens", "facts", "maximum_tokens", "pictures"])
        }
        try reader.check { decoding = try cursor["decoding"].ifPresent?.choice(Decoding.self) ?? decoding }
        try reader.check {
            temperature = try cursor["temperature"].ifPresent?.double(in: 0.01...10) ?? temperature
        }
        try reader.check {
            thinkTokens = try cursor["think_tokens"].ifPresent?.integer(in: 0...4096) ?? thinkTokens
            if decoding != .constrained, thinkTokens > 0 {
                throw cursor["think_tokens"].fault(
                    decoding == .free
                        ? "is for constrained decoding; free answers think as they like"
                        : "is for constrained decoding; guided answers are told what to think")
            }
        }
        try reader.check {
            facts = try cursor["facts"].ifPresent?.choice(GuideFacts.self)
            if decoding == .constrained, facts != nil {
                throw cursor["facts"].fault("is for guided and free decoding")
            }
        }
        try reader.check {
            maximumTokens = try cursor["maximum_tokens"].ifPresent?.integer(in: 1...32_768) ?? maximumTokens
        }
        try reader.check {
            guard let pictures = cursor["pictures"].ifPresent else { return }
            if let isShown = pictures.value?.boolValue {
                pictureShare = isShown ? 1 : 0
            } else {
                pictureShare = try pictures.double(in: 0...1)
            }
        }
        try reader.finish()
    }

    /// What is worked out before a choice; nil for nothing.
    package var toldFacts: GuideFacts? {
        switch decoding {
        case .constrained: nil
        case .guided: facts ?? .stretches
        case .free: facts
        }
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("decoding", .string(decoding.rawValue)), ("temperature", .number(temperature)),
            ("think_tokens", .integer(thinkTokens)), ("maximum_tokens", .integer(maximumTokens)),
            ("pictures", pictureShare == 1 ? true : pictureShare == 0 ? false : .number(pictureShare)),
        ]
        if let facts { members.append(("facts", .string(facts.rawValue))) }
        return .object(JSONObject(members: members))
    }
}
