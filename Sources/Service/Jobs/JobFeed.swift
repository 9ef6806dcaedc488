import JSON
import Synchronization

/// The events of one running job, for any number of watchers: a late one first gets the newest.
final class JobFeed: Sendable {
    /// What happens to a job.
    enum Event: Sendable {
        case progress(LayoutProgress)
        /// The finished layout's document.
        case layout(JSONValue)
        case failed(Problem)

        var isLast: Bool {
            if case .progress = self { return false }
            return true
        }
    }

    private struct State {
        var latest: Event?
        var watchers: [Int: AsyncStream<Event>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    /// The newest progress, if the job runs.
    var progress: LayoutProgress? {
        state.withLock { if case .progress(let progress)? = $0.latest { progress } else { nil } }
    }

    /// Tells all watchers; the last event ends their streams.
    func send(_ event: Event) {
        let watchers = state.withLock { state -> [AsyncStream<Event>.Continuation] in
            if state.latest?.isLast == true { return [] }
            state.latest = event
            let watchers = Array(state.watchers.values)
            if event.isLast { state.watchers = [:] }
            return watchers
        }
        for watcher in watchers {
            watcher.yield(event)
            if event.isLast { watcher.finish() }
        }
    }

    /// The events from now on, the newest of before first.
    func events() -> AsyncStream<Event> {
        // A slow watcher loses old progress, never the end.
        AsyncStream(bufferingPolicy: .bufferingNewest(16)) { continuation in
            let number = state.withLock { state -> Int? in
                if let latest = state.latest {
                    continuation.yield(latest)
                    if latest.isLast { return nil }
                }
                state.nextWatcher += 1
                state.watchers[state.nextWatcher] = continuation
                return state.nextWatcher
            }
            guard let number else {
                continuation.finish()
                return
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.watchers.removeValue(forKey: number) }
            }
        }
    }
}
