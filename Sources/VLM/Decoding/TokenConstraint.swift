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
        /// One of these texts, none of which begins with another.
        case choice([String])
        /// The inside of a JSON string and its closing quote: any text without control tokens, quotes, backslashes
        /// and control characters, closed when the quote has not come after `maximumTokens`.
        case string(maximumTokens: Int)
    }

    enum Compiled: Sendable {
        case forced([Int])
        case number(NumberSlot)
        case free(FreeText)
        /// Each text as the tokens that the tokenizer gives it.
        case choice([[Int]])
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
    ///   - freeTexts: keeps what free texts need of the vocabulary, for the next grammar.
    /// - Throws: `GenerationError`.
    package init(
        _ segments: [Segment], tokenizer: Tokenizer, numbers: NumberVocabulary, endToken: Int? = nil,
        vocabularySize: Int, freeTexts: FreeTextCache = FreeTextCache()
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
                let vocabulary = freeTexts.vocabulary(
                    until: Array(until.utf8), excluding: .none, tokenizer: tokenizer,
                    vocabularySize: vocabularySize)
                compiled.append(.free(FreeText(vocabulary: vocabulary, end: end, maximumTokens: limit)))
                bound += limit + end.count
            case .string(let limit):
                guard !followsNumber, limit >= 0, limit <= 1_000_000 else {
                    throw GenerationError.invalidConstraint("a string after a number, or without a limit")
                }
                let end = try tokens(of: "\"")
                let vocabulary = freeTexts.vocabulary(
                    until: [0x22], excluding: .jsonEscapes, tokenizer: tokenizer,
                    vocabularySize: vocabularySize)
                compiled.append(.free(FreeText(vocabulary: vocabulary, end: end, maximumTokens: limit)))
                bound += limit + end.count
            case .choice(let texts):
                guard !followsNumber, !texts.isEmpty, texts.count <= 10_000 else {
                    throw GenerationError.invalidConstraint("a choice needs texts, and none of them after a number")
                }
                let sorted = texts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
                guard sorted.allSatisfy({ !$0.isEmpty }),
                    zip(sorted, sorted.dropFirst()).allSatisfy({ !$1.starts(with: $0) })
                else { throw GenerationError.invalidConstraint("a text of a choice begins with another") }
                let options = try texts.map(tokens)
                compiled.append(.choice(options))
                bound += options.map(\.count).max() ?? 0
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
