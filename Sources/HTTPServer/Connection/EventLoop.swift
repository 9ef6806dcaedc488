import CSockets
import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Something with a socket that an event loop watches, living on that loop's executor.
package protocol LoopSocket: AnyObject, Sendable {
    nonisolated func socketReported(_ flags: UInt32)
    nonisolated func checkDeadlines(now: ContinuousClock.Instant)
}

/// A serial queue with the sockets it watches.
///
/// The sockets of a loop are watched by one epoll descriptor, and that by one dispatch source: many
/// ready sockets cost one wake-up, and no source of its own has to be cancelled before a socket closes.
/// Connections are actors on the loop's executor, so that they and the loop may call each other directly.
package actor EventLoop {
    package nonisolated let executor: LoopExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let poller: Int32
    private let sweepInterval: Duration
    private var source: (any DispatchSourceRead)?
    private var sockets: [UInt64: any LoopSocket] = [:]
    private var connections: [UInt64: HTTPConnection] = [:]
    private var lastToken: UInt64 = 0
    private var isSweepScheduled = false
    private var isDraining = false
    private var emptyWaiters: [CheckedContinuation<Void, Never>] = []
    private var date = (second: Int.min, text: "")

    package init(index: Int, sweepInterval: Duration) throws(SocketError) {
        executor = LoopExecutor(label: "HTTPServer.loop.\(index)")
        poller = try SocketError.check(csockets_poller_create(), "epoll_create1")
        self.sweepInterval = sweepInterval
    }

    /// Begins to watch; ``stop()`` must follow some time.
    package func start() {
        guard source == nil else { return }
        let source = DispatchSource.makeReadSource(fileDescriptor: poller, queue: executor.queue)
        source.setEventHandler { @Sendable [weak self] in self?.assumeIsolated { $0.takeEvents() } }
        let poller = poller
        source.setCancelHandler { @Sendable in _ = csockets_close(poller) }
        source.activate()
        self.source = source
    }

    /// Stops watching for good. Sockets must have been closed.
    package func stop() {
        if let source { source.cancel() } else { _ = csockets_close(poller) }
        source = nil
        sockets = [:]
        connections = [:]
    }

    // MARK: Sockets

    /// Watches a socket; edge-triggered ones report each change once, in both directions.
    func watch(_ socket: any LoopSocket, descriptor: Int32, edge: Bool) throws(SocketError) -> UInt64 {
        lastToken += 1
        try SocketError.check(csockets_poller_add(poller, descriptor, lastToken, edge ? 1 : 0), "epoll_ctl")
        sockets[lastToken] = socket
        return lastToken
    }

    /// Stops watching a socket that stays open or is closed next.
    func unwatch(token: UInt64, descriptor: Int32) {
        sockets[token] = nil
        _ = csockets_poller_remove(poller, descriptor)
    }

    private func takeEvents() {
        withUnsafeTemporaryAllocation(of: csockets_event.self, capacity: 256) { events in
            let count = csockets_poller_take(poller, events.baseAddress, 256)
            for index in 0..<max(0, Int(count)) {
                // A socket that an earlier event closed is no longer found; tokens are not used twice.
                sockets[events[index].token]?.socketReported(events[index].flags)
            }
        }
    }

    // MARK: Connections

    /// Takes over an accepted descriptor and serves it.
    func adopt(_ descriptor: Int32, from address: SocketAddress, settings: ConnectionSettings) {
        let connection = HTTPConnection(
            descriptor: descriptor, remoteAddress: address, loop: self, settings: settings)
        do {
            guard !isDraining else { throw SocketError(code: ECANCELED, call: "adopt") }
            let token = try watch(connection, descriptor: descriptor, edge: true)
            connections[token] = connection
            connection.assumeIsolated { $0.start(token: token) }
            scheduleSweep()
        } catch {
            _ = csockets_close(descriptor)
            settings.slots.release()
        }
    }

    /// Forgets a connection whose task has ended.
    func finished(token: UInt64) {
        connections[token] = nil
        if connections.isEmpty { resumeEmptyWaiters() }
    }

    /// Closes idle connections, and the others once their response is out.
    func beginShutdown() {
        isDraining = true
        for connection in connections.values { connection.assumeIsolated { $0.beginShutdown() } }
    }

    /// Cancels all handlers and closes all connections at once.
    func abortConnections() {
        for connection in connections.values { connection.assumeIsolated { $0.abort() } }
    }

    /// Waits until no connection is left, or ``releaseWaiters()``; not at all in a cancelled task.
    func untilEmpty() async {
        guard !connections.isEmpty, !Task.isCancelled else { return }
        await withCheckedContinuation { emptyWaiters.append($0) }
    }

    func releaseWaiters() { resumeEmptyWaiters() }

    private func resumeEmptyWaiters() {
        let waiters = emptyWaiters
        emptyWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    // MARK: Time

    private func scheduleSweep() {
        guard !isSweepScheduled else { return }
        isSweepScheduled = true
        let (seconds, attoseconds) = sweepInterval.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        executor.queue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { [weak self] in
            self?.assumeIsolated { $0.sweep() }
        }
    }

    private func sweep() {
        isSweepScheduled = false
        let now = ContinuousClock.now
        for connection in connections.values { connection.checkDeadlines(now: now) }
        if !connections.isEmpty { scheduleSweep() }
    }

    /// The `Date` field of this second.
    var currentDate: String {
        let second = time(nil)
        if date.second != second { date = (second, HTTPDate.format(secondsSince1970: second)) }
        return date.text
    }
}
