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

    /// What is known at the start.
    let program: GrammarProgram
    /// Tells the rest, if any.
    let grammar: (any UnfoldingGrammar)?
    let vocabulary: GrammarVocabulary
    /// An upper bound of the answer's tokens; `Int.max` when there is none. Of an answer that unfolds, where it is cut.
    public let maximumTokens: Int

    var numbers: NumberVocabulary { vocabulary.numbers }
    var tokenizer: Tokenizer { vocabulary.tokenizer }

    /// Makes a grammar ready for a vocabulary.
    /// - Throws: `GenerationError`.
    package init(_ grammar: Grammar, vocabulary: GrammarVocabulary) throws {
        var program = try vocabulary.compile(grammar)
        program.blocks[GrammarProgram.root] += vocabulary.ending
        self.program = program
        self.grammar = nil
        self.vocabulary = vocabulary
        maximumTokens = program.maximumTokens
    }

    /// Makes a list of segments ready for a vocabulary.
    /// - Throws: `GenerationError`.
    package init(_ segments: [Segment], vocabulary: GrammarVocabulary) throws {
        try self.init(Grammar(root: segments), vocabulary: vocabulary)
    }

    /// Makes a grammar that unfolds ready for a vocabulary.
    /// - Throws: `GenerationError` if its limit makes no sense.
    package init(unfolding grammar: any UnfoldingGrammar, vocabulary: GrammarVocabulary) throws {
        guard grammar.maximumTokens > 0, grammar.maximumTokens <= 1_000_000 else {
            throw GenerationError.invalidConstraint("an unfolding grammar needs a limit")
        }
        program = GrammarProgram(blocks: [[]])
        self.grammar = grammar
        self.vocabulary = vocabulary
        maximumTokens = grammar.maximumTokens
    }
}
