/// A grammar that an answer follows exactly: texts that are given, with numbers, choices and bounded free text between.
///
/// Given text is not decoded token by token but goes through the model in one pass (jump-forward): wherever the
/// grammar leaves a single token, no token is drawn.
///
/// **Canonical tokens.** A text can be written in several ways of tokens. Here each given text, each text of a choice
/// and each end of a free text has one: the tokens that the tokenizer gives it by itself. A number is written with
/// tokens of digits, point and minus alone. So the tokens of an answer are those of its segments one after another;
/// they can differ from the tokens of the whole answer where a word would span two segments. Alternatives that begin
/// alike are told apart by the first token in which their canonical tokens differ. Free text is drawn token by token,
/// in whatever tokens the model likes.
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
        /// The inside of a JSON string and its closing quote, which is forced when it has not come after
        /// `maximumTokens`: any text without control tokens and control characters, quotes and backslashes escaped.
        case string(maximumTokens: Int, length: ClosedRange<Int> = 0...Int.max)
        /// One of these, each a part with segments of its own.
        case oneOf([[Segment]])
        /// A part again and again, with a text between.
        case repeated([Segment], separator: String, minimum: Int, maximum: Int?)
        /// The part that has this name in the grammar; a part may contain itself.
        case rule(String)
    }

    /// An answer's segments and the named parts that they refer to.
    public struct Grammar: Hashable, Sendable {
        /// The whole answer.
        public var root: [Segment]
        /// Parts by their names.
        public var rules: [String: [Segment]]

        /// A grammar.
        public init(root: [Segment], rules: [String: [Segment]] = [:]) {
            self.root = root
            self.rules = rules
        }
    }

    let program: GrammarProgram
    let numbers: NumberVocabulary
    let tokenizer: Tokenizer
    /// An upper bound of the answer's tokens; `Int.max` when there is none.
    public let maximumTokens: Int

    /// Makes a grammar ready for a tokenizer.
    /// - Parameters:
    ///   - numbers: of the same tokenizer.
    ///   - endToken: a token to close the answer with, such as the end of the turn.
    ///   - vocabularySize: the model's.
    ///   - freeTexts: keeps what free texts need of the vocabulary, for the next grammar.
    /// - Throws: `GenerationError`.
    package init(
        _ grammar: Grammar, tokenizer: Tokenizer, numbers: NumberVocabulary, endToken: Int? = nil,
        vocabularySize: Int, freeTexts: FreeTextCache = FreeTextCache()
    ) throws {
        var compiler = GrammarCompiler(tokenizer: tokenizer, vocabularySize: vocabularySize, freeTexts: freeTexts)
        program = try compiler.compile(grammar, endToken: endToken)
        maximumTokens = program.maximumTokens
        self.numbers = numbers
        self.tokenizer = tokenizer
    }

    /// Makes a list of segments ready for a tokenizer.
    /// - Throws: `GenerationError`.
    package init(
        _ segments: [Segment], tokenizer: Tokenizer, numbers: NumberVocabulary, endToken: Int? = nil,
        vocabularySize: Int, freeTexts: FreeTextCache = FreeTextCache()
    ) throws {
        try self.init(
            Grammar(root: segments), tokenizer: tokenizer, numbers: numbers, endToken: endToken,
            vocabularySize: vocabularySize, freeTexts: freeTexts)
    }
}
