import Synchronization

/// A flag that one task raises and another waits for.
final class Signal: Sendable {
    private let raised = Mutex(0)

    var count: Int { raised.withLock { $0 } }

    func raise() { raised.withLock { $0 += 1 } }

    /// Whether the flag is raised within the time.
    func wait(count: Int = 1, within timeout: Duration = .seconds(5)) async -> Bool {
        let deadline = ContinuousClock.now + timeout
        while self.count < count {
            guard .now < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return true
    }
}
