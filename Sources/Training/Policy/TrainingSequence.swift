import VLM

/// A prompt with its pictures and an answer, of which some tokens are scored.
public struct TrainingSequence: Sendable {
    /// A token whose probability counts.
    public struct ScoredToken: Hashable, Sendable {
        /// Where it stands in `tokens`, at least 1: the logits of the token before it are those it is scored by.
        public var index: Int
        /// The ids that might have been drawn here, rising and with the token among them; nil for the whole
        /// vocabulary. Constrained decoding draws from these alone, so probabilities are taken over them.
        public var allowed: [Int32]?

        /// A scored token.
        public init(index: Int, allowed: [Int32]? = nil) {
            self.index = index
            self.allowed = allowed
        }
    }

    /// Prompt and answer, one after the other.
    public var tokens: [Int]
    /// The prompt's pictures, in the order of their placeholders.
    public var images: [ImageProcessor.Patches]
    /// Positions of all tokens.
    public var positions: PositionIDs
    /// What is scored, by rising index.
    public var scored: [ScoredToken]

    /// A sequence.
    public init(
        tokens: [Int], images: [ImageProcessor.Patches] = [], positions: PositionIDs, scored: [ScoredToken]
    ) {
        self.tokens = tokens
        self.images = images
        self.positions = positions
        self.scored = scored
    }
}
