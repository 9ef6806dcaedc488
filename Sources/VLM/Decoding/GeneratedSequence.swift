/// One sampled answer as tokens.
public struct GeneratedSequence: Hashable, Sendable {
    /// Why an answer ends.
    public enum FinishReason: String, Hashable, Sendable {
        /// An end token came, or the grammar was complete.
        case stop
        /// The limit on tokens was reached.
        case length
    }

    /// A token of the answer.
    public struct Token: Hashable, Sendable {
        /// Its id.
        public let id: Int
        /// Log-probability under the distribution drawn from: constrained, at temperature, truncated; 0 where
        /// there was no choice.
        public let logProbability: Float
        /// Log-probability under the plain softmax of the model; nil where it was not computed (tokens that
        /// the grammar forced, unless asked for).
        public let modelLogProbability: Float?
        /// Whether the grammar left no choice.
        public let isForced: Bool
        /// The most probable tokens here by the plain softmax of the model, the first the greatest, as many as
        /// were asked for; empty where log-probabilities were not computed.
        public var alternatives: [Alternative] = []
        /// The ids that the grammar allowed here, rising; nil where it allows any, where there was no choice, and
        /// where they were not asked for.
        public var allowed: [Int]?
    }

    /// A token that might have come.
    public struct Alternative: Hashable, Sendable {
        /// Its id.
        public let id: Int
        /// Log-probability under the plain softmax of the model.
        public let modelLogProbability: Float
    }

    /// The tokens, an end token included.
    public internal(set) var tokens: [Token] = []
    /// Why it ended.
    public internal(set) var finishReason: FinishReason = .length
}
