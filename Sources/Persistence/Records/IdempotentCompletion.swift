/// The answer that completes a reserved key in the same transaction as the record that it tells of, so that no
/// crash can keep one without the other.
public struct IdempotentCompletion: Hashable, Sendable {
    /// The reserved key.
    public var key: IdempotencyKey
    /// The answer to give again.
    public var response: StoredResponse

    /// The answer to keep under a reserved key.
    public init(_ key: IdempotencyKey, response: StoredResponse) {
        self.key = key
        self.response = response
    }
}
