/// An HTTP/1.1 server on non-blocking POSIX sockets and Dispatch.
///
/// ```swift
/// var router = Router()
/// try router.get("/hello/{name}") { .text("Hello \($0.parameters["name"] ?? "")\n") }
/// let server = HTTPServer(configuration: ServerConfiguration(port: 8080), responder: router)
/// try await server.run()
/// ```
///
/// Handlers run on the global concurrent executor, never on the server's own queues; work that blocks a
/// thread for long belongs on a queue or executor of its own.
public actor HTTPServer {
    private enum State {
        case idle
        case running(Running)
        case stopping
        case stopped
    }

    private struct Running {
        let loops: [EventLoop]
        let listener: Listener
    }

    private let settings: ConnectionSettings
    private var state = State.idle
    private var stopWaiters: [CheckedContinuation<Void, Never>] = []

    /// - Parameter onExchange: called after each response, on a queue of the server: it must be quick.
    public init(
        configuration: ServerConfiguration = ServerConfiguration(), responder: some Responder,
        onExchange: (@Sendable (ExchangeRecord) -> Void)? = nil
    ) {
        settings = ConnectionSettings(
            configuration: configuration, responder: responder, observe: onExchange,
            slots: ConnectionSlots(maximum: configuration.maximumConnections))
    }

    /// The address the server listens on; nil unless it runs.
    public var address: SocketAddress? {
        if case .running(let running) = state { return running.listener.address }
        return nil
    }

    /// Opens the socket and begins to serve.
    ///
    /// - Returns: the bound address, with the true port.
    /// - Throws: ``SocketError`` or ``ResolverError``; ``ServerStateError`` when started before.
    @discardableResult
    public func start() async throws -> SocketAddress {
        guard case .idle = state else { throw ServerStateError.startedBefore }
        let count = min(max(1, settings.configuration.eventLoops), 64)
        var loops: [EventLoop] = []
        do {
            for index in 0..<count {
                loops.append(try EventLoop(index: index, sweepInterval: settings.configuration.sweepInterval))
            }
            let listener = try Listener(loop: loops[0], loops: loops, settings: settings)
            state = .running(Running(loops: loops, listener: listener))
            for loop in loops { await loop.start() }
            do {
                try await listener.resume()
            } catch {
                await listener.close()
                throw error
            }
            return listener.address
        } catch {
            state = .stopped
            for loop in loops { await loop.stop() }
            throw error
        }
    }

    /// Starts, if need be, and serves until ``shutdown(gracePeriod:)`` or the task is cancelled.
    ///
    /// - Parameter gracePeriod: what running requests are given when the task is cancelled.
    public func run(gracePeriod: Duration = .seconds(10)) async throws {
        if case .idle = state { try await start() }
        await withTaskCancellationHandler {
            await untilStopped()
        } onCancel: {
            Task { await self.shutdown(gracePeriod: gracePeriod) }
        }
    }

    /// Stops accepting, lets running requests finish, then cancels their handlers and closes.
    ///
    /// Returns when all is closed. A handler that ignores its cancellation is left behind after a second.
    public func shutdown(gracePeriod: Duration = .seconds(10)) async {
        guard case .running(let running) = state else {
            if case .stopping = state { await untilStopped() }
            return
        }
        state = .stopping
        await running.listener.close()
        for loop in running.loops { await loop.beginShutdown() }
        if await !Self.empty(running.loops, within: gracePeriod) {
            for loop in running.loops { await loop.abortConnections() }
            _ = await Self.empty(running.loops, within: .seconds(1))
        }
        for loop in running.loops { await loop.stop() }
        state = .stopped
        let waiters = stopWaiters
        stopWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    private func untilStopped() async {
        switch state {
        case .running, .stopping: await withCheckedContinuation { stopWaiters.append($0) }
        case .idle, .stopped: return
        }
    }

    /// Whether all connections end within the time.
    private static func empty(_ loops: [EventLoop], within time: Duration) async -> Bool {
        // A task of its own: the caller's cancellation must not cut the grace short.
        await Task.detached {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    for loop in loops { await loop.untilEmpty() }
                    return true
                }
                group.addTask {
                    try? await Task.sleep(for: time)
                    return false
                }
                let isEmpty = await group.next() ?? true
                // Cancelled first: whoever has not begun to wait by then will not.
                group.cancelAll()
                for loop in loops { await loop.releaseWaiters() }
                return isEmpty
            }
        }.value
    }
}

/// A server was started a second time.
public enum ServerStateError: Error, Hashable {
    case startedBefore
}
