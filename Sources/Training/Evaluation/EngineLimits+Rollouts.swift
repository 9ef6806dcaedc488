import VLM

extension EngineLimits {
    /// For whole batches of rollouts at once.
    static var rollouts: EngineLimits {
        var limits = EngineLimits()
        limits.maximumWaitingRequests = .max
        limits.maximumSequences = 64
        return limits
    }
}
