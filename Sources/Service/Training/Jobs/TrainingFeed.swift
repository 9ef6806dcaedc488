import Synchronization

/// Tells those who watch training jobs that something new is kept. What it is they read from the store, so that a
/// slow watcher loses nothing.
final class TrainingFeed: Sendable {
    private struct State {
        var watchers: [Int: (jobID: String, continuation: AsyncStream<Void>.Continuation)] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    /// Wakes the watchers of a job.
    func changed(_ jobID: String) {
        let continuations = state.withLock { state in
            state.watchers.values.filter { $0.jobID == jobID }.map(\.continuation)
        }
        for continuation in continuations { continuation.yield() }
    }

    /// An element whenever something has changed since the last one was taken.
    func changes(_ jobID: String) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let number = state.withLock { state in
                state.nextWatcher += 1
                state.watchers[state.nextWatcher] = (jobID, continuation)
                return state.nextWatcher
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.watchers.removeValue(forKey: number) }
            }
        }
    }
}
