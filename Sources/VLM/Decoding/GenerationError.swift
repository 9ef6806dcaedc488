/// Why text cannot be generated as asked.
public enum GenerationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sampling parameter outside its range.
    case invalidParameter(name: String, detail: String)
    /// Prompt and answer would not fit the model's context.
    case contextTooLong(promptTokens: Int, answerTokens: Int, limit: Int)
    /// A number slot that no number fits.
    case emptyNumberSlot(minimum: Double, maximum: Double, fractionDigits: Int)
    /// A number slot with bounds or digits outside what slots can have.
    case invalidNumberSlot(String)
    /// Segments that cannot follow each other.
    case invalidConstraint(String)
    /// The tokenizer has no way to write a forced text or the digits.
    case cannotSpell(String)
    /// The model cannot be used: its files do not fit each other.
    case unusableModel(String)

    public var description: String {
        switch self {
        case .invalidParameter(let name, let detail): "\(name) \(detail)"
        case .contextTooLong(let prompt, let answer, let limit):
            "a prompt of \(prompt) tokens and an answer of up to \(answer) exceed the model's context of \(limit)"
        case .emptyNumberSlot(let minimum, let maximum, let digits):
            "no number with \(digits) decimals lies between \(minimum) and \(maximum)"
        case .invalidNumberSlot(let detail): "a number slot \(detail)"
        case .invalidConstraint(let detail): "the answer's grammar is not usable: \(detail)"
        case .cannotSpell(let text): "the tokenizer cannot write '\(text.prefix(60))'"
        case .unusableModel(let detail): "the model cannot be used: \(detail)"
        }
    }
}
