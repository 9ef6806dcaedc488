import HTTPClient

/// Why there are no embeddings: which file or server, and what is wrong.
public enum EmbeddingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file cannot be used: its name, and the reason.
    case file(String, String)
    /// A server is not set up; the reason says what is missing.
    case notSetUp(String)
    /// A server cannot be reached, or answers with an error.
    case unreachable(String)
    /// A server did not answer in time.
    case timedOut(seconds: Double)
    /// What a server answered are no embeddings.
    case unreadable(String)
    /// No more calls or tokens may be spent on a server.
    case budgetSpent(String)
    /// Vectors of different lengths cannot be compared.
    case widths(encoder: Int, table: Int)

    public var description: String {
        switch self {
        case .file(let name, let reason): "'\(name.suffix(200))': \(reason)"
        case .notSetUp(let reason): "the embedding server is not set up: \(reason)"
        case .unreachable(let reason): "the embedding server cannot be reached: \(reason)"
        case .timedOut(let seconds): "the embedding server did not answer within \(seconds) s"
        case .unreadable(let reason): "the embedding server's answer cannot be read: \(reason)"
        case .budgetSpent(let what): "the embedding server's budget is spent: \(what)"
        case .widths(let encoder, let table):
            "the encoder's vectors have \(encoder) numbers, the table's \(table): they are not of one model"
        }
    }

    init(_ failure: OpenAIClient.Failure) {
        switch failure {
        case .timedOut(let seconds): self = .timedOut(seconds: seconds)
        case .tooLarge(let limit): self = .unreadable("it is longer than \(limit) bytes")
        case .refused(let status, let message):
            self = .unreachable(
                "it answers with status \(status)" + (message.isEmpty ? "" : ": \(message.prefix(100))"))
        case .failed(let reason): self = .unreachable(reason)
        case .budgetSpent(let what): self = .budgetSpent(what)
        }
    }
}
