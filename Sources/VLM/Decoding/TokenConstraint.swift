/// A grammar that an answer follows exactly: texts that are given, with numbers and bounded free text between.
///
/// Given text is not decoded token by token but goes through the model in one pass (jump-forward). Each given
/// text is tokenized by itself, so the tokens of an answer are those of its segments one after another; they
/// can differ from the tokens of the whole answer where a word would span two segments.
public struct TokenConstraint: Sendable {
    /// A part of the answer.
    public enum Segment: Hashable, Sendable {
        /// Exactly this text.
        case forced(String)
        /// A number; text must follow that does not start with a digit, a point or a minus.
        case number(NumberSlot)
        /// Any text without control tokens, up to and including `until`, which is forced when it has not come
        /// after `maximumTokens`.
        case free(until: String, maximumTokens: Int)
    }

    enum Compiled: Sendable {
        case forced([Int])
        case number(NumberSlot)
        case free(FreeText)
    }

    let segments: [Compiled]
    let numbers: NumberVocabulary
    let tokenizer: Tokenizer
    /// An upper bound of the answer's tokens.
    public let maximumTokens: Int

    /// Makes a grammar ready for a tokenizer.
    /// - Parameters:
    ///   - numbers: of the same tokenizer.
    ///   - endToken: a token to close the answer with, such as the end of the turn.
    ///   - vocabularySize: the model's.
    /// - Throws: `GenerationError`.
    package init(
        _ segments: [Segment], tokenizer: Tokenizer, numbers: NumberVocabulary, endToken: Int? = nil,
        vocabularySize: Int
    ) throws {
        func tokens(of text: String) throws -> [Int] {
            let tokens = try tokenizer.encode(text, addedTokens: .spelledOut)
            guard tokens.allSatisfy({ $0 < vocabularySize }),
                tokens.flatMap({ Array(tokenizer.bytes(of: $0)) }) == Array(text.utf8)
            else { throw GenerationError.cannotSpell(text) }
            return tokens
        }
        var compiled: [Compiled] = []
        var bound = 0
        var followsNumber = false
        for segment in segments {
            switch segment {
            case .forced(let text):
                guard let first = text.utf8.first else { continue }
                if followsNumber, Array("0123456789.-+eE".utf8).contains(first) {
                    throw GenerationError.invalidConstraint(
                        "'\(text.prefix(20))' continues the number before it")
                }
                followsNumber = false
                let tokens = try tokens(of: text)
                compiled.append(.forced(tokens))
                bound += tokens.count
            case .number(let slot):
                guard !followsNumber else { throw GenerationError.invalidConstraint("two numbers touch") }
                compiled.append(.number(slot))
                followsNumber = true
                bound += slot.maximumLength
            case .free(let until, let limit):
                guard !followsNumber else {
                    throw GenerationError.invalidConstraint("free text after a number")
                }
                guard !until.isEmpty, limit >= 0, limit <= 1_000_000 else {
                    throw GenerationError.invalidConstraint("free text needs an end and a limit")
                }
                let end = try tokens(of: until)
                compiled.append(
                    .free(
                        FreeText(
                            until: Array(until.utf8), end: end, maximumTokens: limit, tokenizer: tokenizer,
                            vocabularySize: vocabularySize)))
                bound += limit + end.count
            }
        }
        guard !followsNumber else { throw GenerationError.invalidConstraint("nothing ends the last number") }
        guard !compiled.isEmpty else { throw GenerationError.invalidConstraint("it is empty") }
        if let endToken {
            compiled.append(.forced([endToken]))
            bound += 1
        }
        self.segments = compiled
        self.numbers = numbers
        self.tokenizer = tokenizer
        maximumTokens = bound
    }
}
