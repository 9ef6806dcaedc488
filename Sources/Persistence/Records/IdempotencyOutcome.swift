/// What an idempotency key says about a request.
public enum IdempotencyOutcome: Hashable, Sendable {
    /// Nobody has sent it before; it is now reserved for the caller, who must complete or release it.
    case first
    /// It was carried out: this is the answer to give again.
    case replay(StoredResponse)
    /// The key was used with another body.
    case conflict
    /// The same request is being carried out.
    case inProgress
}
