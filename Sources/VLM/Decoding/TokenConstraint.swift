/// A grammar that an answer follows exactly: texts that are given, with numbers and bounded free text between.
///
/// Given text is not decoded token by token but goes through the model in one pass (jump-forward). Each given
/// text is tokenized by itself, so the tokens of an answer are those of its segments one after another; they
/// can differ from the tokens of the whole answer where a word would span two segments.
///
/// The segments are known beforehand, or unfold while the answer is written: see `UnfoldingGrammar`.
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

    /// What is known at the start.
    let segments: [Compiled]
    /// Tells the rest, if any.
    let grammar: (any UnfoldingGrammar)?
    let compiler: GrammarCompiler
    /// An upper bound of the answer's tokens: of one that unfolds, where it is cut.
    public let maximumTokens: Int

    var numbers: NumberVocabulary { compiler.numbers }
    var tokenizer: Tokenizer { compiler.tokenizer }

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
        compiler = GrammarCompiler(
            tokenizer: tokenizer, numbers: numbers, endToken: endToken, vocabularySize: vocabularySize,
            freeTexts: freeTexts)
        let stretch = try compiler.compile(segments)
        self.segments = stretch.segments + compiler.ending
        maximumTokens = stretch.maximumTokens + compiler.ending.count
        grammar = nil
    }

    /// Makes a grammar that unfolds ready for a tokenizer; parameters as above.
    /// - Throws: `GenerationError` if its limit makes no sense.
    package init(
        unfolding grammar: any UnfoldingGrammar, tokenizer: Tokenizer, numbers: NumberVocabulary,
        endToken: Int? = nil, vocabularySize: Int, freeTexts: FreeTextCache = FreeTextCache()
    ) throws {
        guard grammar.maximumTokens > 0, grammar.maximumTokens <= 1_000_000 else {
            throw GenerationError.invalidConstraint("an unfolding grammar needs a limit")
        }
        compiler = GrammarCompiler(
            tokenizer: tokenizer, numbers: numbers, endToken: endToken, vocabularySize: vocabularySize,
            freeTexts: freeTexts)
        segments = []
        self.grammar = grammar
        maximumTokens = grammar.maximumTokens
    }
}
