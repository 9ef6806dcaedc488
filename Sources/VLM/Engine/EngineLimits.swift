/// How much an engine takes on at once.
public struct EngineLimits: Hashable, Sendable {
    /// Requests that may wait for their turn; the next is refused with `QueueFull`.
    public var maximumWaitingRequests = 64
    /// Requests that are worked on at once.
    public var maximumRunningRequests = 32
    /// Answers that take a token in one round.
    public var maximumSequences = 32
    /// Bytes of keys and values that are kept of earlier prompts for later ones that begin alike; 0 for none.
    public var prefixCacheBytes = 256 << 20

    /// The usual limits.
    public init() {}
}

/// A request that is refused since too many wait already.
public struct QueueFull: Error, Hashable, Sendable, CustomStringConvertible {
    /// How many may wait.
    public let limit: Int
    /// When to ask again, in seconds.
    public let retryAfterSeconds: Int

    public var description: String {
        "\(limit) requests wait for the model already; try again in \(retryAfterSeconds) s"
    }
}
