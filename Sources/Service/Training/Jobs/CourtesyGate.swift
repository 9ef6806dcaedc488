import Foundation
import Synchronization

/// Lets requests that people wait for go before the trainer: it asks here before every micro-step and before every
/// round of tokens of its rollouts, and waits while such work is in progress.
///
/// So that an endless stream of requests does not stop a job for good, the trainer is let through for a moment
/// after it has waited for long.
package final class CourtesyGate: Sendable {
    private struct State {
        var active = 0
        /// When the last work ended.
        var restedAt: ContinuousClock.Instant?
        /// Since when the trainer has been kept waiting.
        var heldSince: ContinuousClock.Instant?
        /// Until when it may go on all the same.
        var openUntil: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// Work in close succession, such as a layout and then its pictures, is not cut in two by a micro-step.
    private let grace: Duration
    /// How long the trainer waits at most, and how long it may go on then.
    private let patience: Duration
    private let breath: Duration

    package init(
        grace: Duration = .milliseconds(150), patience: Duration = .seconds(20), breath: Duration = .seconds(1)
    ) {
        self.grace = grace
        self.patience = patience
        self.breath = breath
    }

    /// Runs work that someone waits for.
    package func interactive<Result>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
    ) async rethrows -> Result {
        state.withLock { $0.active += 1 }
        defer {
            state.withLock {
                $0.active -= 1
                $0.restedAt = .now
            }
        }
        return try await work()
    }

    /// Waits while interactive work is in progress; a cancelled task does not wait.
    package func yield() async {
        while !isFree {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
        }
    }

    /// Blocks the calling thread while interactive work is in progress.
    package func wait() {
        while !isFree { Thread.sleep(forTimeInterval: 0.002) }
    }

    private var isFree: Bool {
        let now = ContinuousClock.now
        return state.withLock { state in
            if let end = state.openUntil, now < end { return true }
            if state.active == 0, state.restedAt.map({ now - $0 >= grace }) ?? true {
                state.heldSince = nil
                return true
            }
            let since = state.heldSince ?? now
            state.heldSince = since
            guard now - since >= patience else { return false }
            state.heldSince = nil
            state.openUntil = now + breath
            return true
        }
    }
}
