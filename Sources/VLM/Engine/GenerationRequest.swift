import Imaging

/// What a language model is asked to write.
public struct GenerationRequest: Sendable {
    /// One turn of the conversation, its images in place.
    public struct Message: Sendable {
        /// A piece of a turn.
        public enum Part: Sendable {
            case text(String)
            case image(PixelImage)
        }

        /// `system`, `user` or `assistant`.
        public var role: String
        /// What is said and shown, in order.
        public var parts: [Part]

        /// A turn.
        public init(role: String, parts: [Part]) {
            self.role = role
            self.parts = parts
        }

        /// A turn of text.
        public init(role: String, text: String) { self.init(role: role, parts: [.text(text)]) }
    }

    /// What an answer may be.
    public enum Answer: Sendable {
        /// Anything, up to an end token or this many tokens.
        case free(maximumTokens: Int)
        /// Exactly these segments, then the end of the turn.
        case constrained([TokenConstraint.Segment])
        /// Exactly what a grammar with named parts describes, then the end of the turn.
        case grammar(TokenConstraint.Grammar)
        /// What a grammar says while the answer is written, then the end of the turn.
        case unfolding(any UnfoldingGrammar)
    }

    /// The conversation; the assistant's next turn is written.
    public var messages: [Message]
    /// What the answer may be.
    public var answer: Answer
    /// How many answers are sampled.
    public var samples = 1
    /// How tokens are drawn.
    public var sampling = SamplingParameters()
    /// Decides all draws: the same request, seed and weights give the same tokens.
    public var seed: UInt64 = 0
    /// Whether control tokens written in texts are control tokens; not for text of untrusted people.
    public var allowsSpecialTokens = false
    /// Whether the model's log-probability is computed for forced tokens too.
    public var scoresForcedTokens = false
    /// How many of the most probable tokens are told with each token whose log-probability is known; at most 64.
    public var alternatives = 0
    /// Whether the ids that the grammar allowed are told with each drawn token.
    public var recordsAllowed = false
    /// Where an answer is cut even if its grammar is not complete; nil: nowhere.
    public var maximumTokens: Int?
    /// Whether an answer's limit is lowered to what the context has room for, instead of refusing the request. A
    /// constrained answer may then be cut.
    public var fitsContext = false
    /// Texts that end an answer; neither they nor what follows is part of its text.
    public var stopTexts: [String] = []

    /// A request for one sample.
    public init(messages: [Message], answer: Answer) {
        self.messages = messages
        self.answer = answer
    }
}
