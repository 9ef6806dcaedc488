import Synchronization

/// Lets requests that people wait for go before the trainer: it asks here before every micro-step, and waits while
/// such work is in progress.
///
/// So that an endless stream of requests does not stop a job for good, the trainer is let through after a while.
final class CourtesyGate: Sendable {
    private struct State {
        var active = 0
        /// When the last work ended.
        var rested = ContinuousClock.now
    }

    private let state = Mutex(State())
    /// Work in close succession, such as a layout and then its pictures, is not cut in two by a micro-step.
    private let grace: Duration
    /// The longest that a micro-step waits.
    private let patience: Duration

    init(grace: Duration = .milliseconds(150), patience: Duration = .seconds(20)) {
        self.grace = grace
        self.patience = patience
    }

    /// Runs work that someone waits for.
    func interactive<Result>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
    ) async rethrows -> Result {
        enter()
        defer { leave() }
        return try await work()
    }

    /// Begins work that `leave` ends, for work that no one scope spans.
    func enter() { state.withLock { $0.active += 1 } }

    func leave() {
        state.withLock {
            $0.active -= 1
            $0.rested = .now
        }
    }

    /// Waits while interactive work is in progress; a cancelled task does not wait.
    func yield() async {
        let start = ContinuousClock.now
        while !isFree, .now - start < patience {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
        }
    }

    private var isFree: Bool {
        state.withLock { $0.active == 0 && .now - $0.rested >= grace }
    }
}
