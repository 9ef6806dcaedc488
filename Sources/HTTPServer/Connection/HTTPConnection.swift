import CSockets
import HTTPTypes

/// One client's connection: reads requests, asks the responder, writes the responses in order.
///
/// An actor on its event loop's serial queue. Its story is told by one task, ``serve()``; the socket's
/// events only set flags and wake whoever waits.
actor HTTPConnection: LoopSocket {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }
    nonisolated let remoteAddress: SocketAddress
    nonisolated let settings: ConnectionSettings

    /// The socket; negative once closed.
    var descriptor: Int32
    private var token: UInt64 = 0
    private var task: Task<Void, Never>?

    // Reading. The socket is edge-triggered: `isReadable` stays until a read finds nothing more.
    var parser: RequestParser
    var isReadable = false
    var peerClosed = false
    var sawEnd = false
    var readWaiter: CheckedContinuation<Wake, Never>?
    var readDeadline: ContinuousClock.Instant?

    // Writing.
    var output = OutputBuffer()
    var isWritable = true
    var drainWaiters: [CheckedContinuation<Void, Never>] = []
    var writeDeadline: ContinuousClock.Instant?
    var bytesSent = 0

    /// Why nothing more can be written.
    var broken: ResponseWriterError?
    /// Whether the client may still be sending what was refused.
    var needsLinger = false
    var isDraining = false
    /// Since when the connection has waited for a request, if it does.
    private var idleSince: ContinuousClock.Instant?
    private var exchangeCount: UInt64 = 0
    var exchange: Exchange?

    /// Why a wait for the socket ended.
    enum Wake { case ready, timedOut, interrupted }

    init(
        descriptor: Int32, remoteAddress: SocketAddress, loop: EventLoop, settings: ConnectionSettings
    ) {
        self.descriptor = descriptor
        self.remoteAddress = remoteAddress
        self.loop = loop
        self.settings = settings
        parser = RequestParser(limits: settings.configuration.limits)
    }

    func start(token: UInt64) {
        self.token = token
        task = Task { await serve() }
    }

    // MARK: The story

    private func serve() async {
        var goesOn = true
        while goesOn, broken == nil {
            switch await nextHead() {
            case .head(let head): goesOn = await serve(head)
            case .refusal(let error):
                await refuse(error)
                goesOn = false
            case .closed: goesOn = false
            }
        }
        if needsLinger { await linger() }
        retire()
    }

    /// The end of the story.
    private func retire() {
        close()
        settings.slots.release()
        let token = token
        loop.assumeIsolated { $0.finished(token: token) }
        task = nil
    }

    private enum NextHead {
        case head(RequestHead)
        case refusal(HTTPError)
        case closed
    }

    private func nextHead() async -> NextHead {
        let configuration = settings.configuration
        let waitsSince = ContinuousClock.now
        var deadline = waitsSince + configuration.keepAliveTimeout
        var hasBegun = false
        while true {
            do throws(HTTPError) {
                if case .head(let head)? = try parser.next() { return .head(head) }
            } catch {
                return .refusal(error)
            }
            if !hasBegun, !parser.isBetweenRequests {
                hasBegun = true
                deadline = .now + configuration.headTimeout
            }
            if sawEnd || (isDraining && !hasBegun) { return .closed }
            idleSince = hasBegun ? nil : waitsSince
            defer { idleSince = nil }
            switch await receive(until: deadline) {
            case .bytes: continue
            case .timedOut: return hasBegun ? .refusal(.headTimeout) : .closed
            case .end, .interrupted: return .closed
            }
        }
    }

    /// - Returns: whether the connection goes on.
    private func serve(_ head: RequestHead) async -> Bool {
        exchangeCount += 1
        bytesSent = 0
        exchange = Exchange(number: exchangeCount, head: head)
        let body = body(of: head)
        notePeerClosed()
        let response: ServerResponse
        do throws(HTTPError) {
            let request = try ServerRequest(head: head.request, body: body, remoteAddress: remoteAddress)
            response = await settings.responder.respond(to: request)
        } catch {
            response = settings.responder.response(to: error, head: head.request)
        }
        await send(response)
        let goesOn = await finishExchange()
        report()
        exchange = nil
        return goesOn
    }

    /// Answers what could not be read as a request.
    private func refuse(_ error: HTTPError) async {
        exchangeCount += 1
        bytesSent = 0
        let head = RequestHead(
            request: HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil),
            minorVersion: 1, framing: .length(0), keepsAlive: false, expectsContinue: false)
        var exchange = Exchange(number: exchangeCount, head: head)
        exchange.isBodyRead = true
        self.exchange = exchange
        needsLinger = true
        await send(settings.responder.response(to: error, head: nil))
        report(isUnreadable: true)
        self.exchange = nil
    }

    private func report(isUnreadable: Bool = false) {
        guard let observe = settings.observe, let exchange, let status = exchange.status else { return }
        observe(
            ExchangeRecord(
                request: isUnreadable ? nil : exchange.head.request, remoteAddress: remoteAddress,
                status: status, bytesSent: bytesSent, duration: .now - exchange.started,
                failure: exchange.failure ?? broken))
    }

    /// Lets the client read the response before the connection goes: closing with unread bytes would
    /// send a reset, which may overtake the response (RFC 9112, 9.6).
    private func linger() async {
        guard broken == nil, descriptor >= 0, !sawEnd else { return }
        _ = csockets_shutdown_writing(descriptor)
        let deadline = ContinuousClock.now + settings.configuration.lingerTimeout
        while case .bytes = await receive(until: deadline, keeping: false) {
            if .now >= deadline { return }
        }
    }

    private func close() {
        guard descriptor >= 0 else { return }
        let (token, descriptor) = (token, descriptor)
        self.descriptor = -1
        loop.assumeIsolated { $0.unwatch(token: token, descriptor: descriptor) }
        _ = csockets_close(descriptor)
    }

    // MARK: Events

    nonisolated func socketReported(_ flags: UInt32) {
        assumeIsolated { $0.handle(flags) }
    }

    private func handle(_ flags: UInt32) {
        if flags & CSOCKETS_BROKEN != 0 { return fail(.disconnected) }
        if flags & CSOCKETS_WRITABLE != 0 {
            isWritable = true
            flushOutput()
        }
        if flags & CSOCKETS_PEER_CLOSED != 0 { peerClosed = true }
        guard flags & (CSOCKETS_READABLE | CSOCKETS_PEER_CLOSED) != 0 else { return }
        isReadable = true
        if readWaiter != nil { wake(.ready) } else { notePeerClosed() }
    }

    /// Cancels the handler of a client that has gone.
    ///
    /// The end of the client's bytes counts as that, unless the body is not read yet or a further request
    /// lies behind this one: then the client has only closed its sending side.
    func notePeerClosed() {
        guard peerClosed, let exchange, exchange.isBodyRead else { return }
        while !sawEnd, broken == nil, parser.bufferedBytes < 65_536 {
            guard case .bytes? = receiveNow(capacity: 16_384, keeping: true) else { break }
        }
        if sawEnd, parser.bufferedBytes == 0 { task?.cancel() }
    }

    /// Gives the connection up: cancels the handler and wakes whoever waits.
    func fail(_ error: ResponseWriterError) {
        guard broken == nil else { return }
        broken = error
        output.removeAll()
        writeDeadline = nil
        task?.cancel()
        wake(.interrupted)
        wakeDrainWaiters()
    }

    nonisolated func checkDeadlines(now: ContinuousClock.Instant) {
        assumeIsolated { connection in
            if let deadline = connection.readDeadline, now >= deadline { connection.wake(.timedOut) }
            if let deadline = connection.writeDeadline, now >= deadline { connection.fail(.stalled) }
            // While clients wait to be accepted, nobody keeps a place that he does not use.
            if let since = connection.idleSince, now - since > .seconds(1),
                connection.settings.slots.isContended
            {
                connection.wake(.interrupted)
            }
        }
    }

    // MARK: Shutdown

    func beginShutdown() {
        isDraining = true
        if idleSince != nil { wake(.interrupted) }
    }

    func abort() {
        fail(.disconnected)
        close()
    }
}
