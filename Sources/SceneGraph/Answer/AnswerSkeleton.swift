import JSON

/// The parts of a well-formed answer: text that is known beforehand, and the numbers that a model chooses.
public struct AnswerSkeleton: Hashable, Sendable {
    /// One part, in the order in which it is written.
    public enum Part: Hashable, Sendable {
        case text(String)
        /// A decimal number in this range, with at most `fractionDigits` decimals.
        case number(ClosedRange<Double>, fractionDigits: Int)
        /// Free text of at most `maximumTokens` tokens, closed by `end`, which is part of it.
        case free(end: String, maximumTokens: Int)
    }

    public let parts: [Part]

    /// How many decimals a coordinate may have: a tenth of a millimetre, since touching relations compare
    /// without tolerance.
    public static let fractionDigits = 4

    /// The skeleton of an answer that places these objects in this room.
    ///
    /// Each coordinate may take any value of the room's extent. `thinkTokens` above 0 lets the model think
    /// first, for at most that many tokens.
    public init(ids: [String], room: Vector3, thinkTokens: Int = 0) {
        var parts: [Part] = [.text("<think>")]
        var pending = "<answer>["
        if thinkTokens > 0 {
            parts.append(.free(end: "</think>", maximumTokens: thinkTokens))
        } else {
            pending = "</think>" + pending
        }
        let writer = JSONWriter()
        for (index, id) in ids.enumerated() {
            pending += (index == 0 ? "" : ", ") + #"{"new_object_id":\#(writer.string(.string(id))),"x":"#
            for (separator, limit) in [(#","y":"#, room.x), (#","z":"#, room.y), ("}", room.z)] {
                parts.append(.text(pending))
                parts.append(.number(0...max(limit, 0), fractionDigits: Self.fractionDigits))
                pending = separator
            }
        }
        parts.append(.text(pending + "]</answer>"))
        // Adjacent texts are one: a decoder feeds each forced run in one pass.
        self.parts = parts.reduce(into: []) { merged, part in
            if case .text(let next) = part, case .text(let last)? = merged.last {
                merged[merged.count - 1] = .text(last + next)
            } else {
                merged.append(part)
            }
        }
    }
}
