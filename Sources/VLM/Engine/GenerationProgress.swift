/// A piece of an answer as it is written.
public struct GenerationProgress: Sendable {
    /// Which of the request's samples.
    public let sample: Int
    /// The new text; may be empty.
    public let text: String
    /// The new tokens, control tokens included. Text that could begin a stop text comes later than its tokens.
    public let tokens: [GeneratedSequence.Token]
    /// Why the sample has ended, in its last piece.
    public let finishReason: GeneratedSequence.FinishReason?
}
