/// What a language model wrote.
public struct GenerationResponse: Sendable {
    /// One answer.
    public struct Sample: Sendable {
        /// The text, control tokens left out.
        public let text: String
        /// The tokens with their log-probabilities, control tokens included.
        public let tokens: [GeneratedSequence.Token]
        /// Why it ended.
        public let finishReason: GeneratedSequence.FinishReason
    }

    /// How many tokens went in and came out.
    public struct Usage: Hashable, Sendable {
        /// Tokens of the prompt, image tokens included; computed once for all samples.
        public let promptTokens: Int
        /// Of these, tokens that stand for images.
        public let imageTokens: Int
        /// Tokens of all answers.
        public let completionTokens: Int
        /// Of these, tokens that the grammar forced.
        public let forcedTokens: Int
    }

    /// How long it took.
    public struct Timings: Hashable, Sendable {
        /// Waiting for earlier requests.
        public let queued: Duration
        /// Preparing pictures and text, and the vision tower.
        public let encoding: Duration
        /// The prompt.
        public let prefill: Duration
        /// The answers.
        public let decoding: Duration
    }

    /// The answers, as many as asked for.
    public let samples: [Sample]
    /// Tokens in and out.
    public let usage: Usage
    /// Times.
    public let timings: Timings
}
