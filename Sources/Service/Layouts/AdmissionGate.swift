import Synchronization

/// Bounds how many layouts are made or waited for at once, so that a crowd gets a clear answer at once.
final class AdmissionGate: Sendable {
    private let limit: Int
    private let pending = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs `work` unless the limit is reached.
    /// - Throws: `Problem` 503 with `Retry-After` when it is.
    func admit<Result>(_ work: () async throws -> Result) async throws -> Result {
        let isAdmitted = pending.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard isAdmitted else { throw busy }
        defer { pending.withLock { $0 -= 1 } }
        return try await work()
    }

    /// - Throws: what `admit` would, for answers whose status goes out before the work begins.
    func check() throws {
        guard pending.withLock({ $0 < limit }) else { throw busy }
    }

    private var busy: Problem { .busy("\(limit) layouts are waiting already", retryAfter: 5) }
}
