import CSockets
import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Accepts connections and deals them out to the loops.
actor Listener: LoopSocket {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }
    nonisolated let address: SocketAddress

    private let loops: [EventLoop]
    private let settings: ConnectionSettings
    private var descriptor: Int32
    private var token: UInt64?
    private var nextLoop = 0

    /// Opens the listening socket.
    ///
    /// - Parameter loop: the one that accepts; all `loops` serve.
    init(loop: EventLoop, loops: [EventLoop], settings: ConnectionSettings) throws {
        let configuration = settings.configuration
        let name = "\(configuration.host):\(configuration.port)"
        guard let port = UInt16(exactly: configuration.port) else {
            throw SocketError(code: EINVAL, call: "listen on \(name)")
        }
        var resolverError: Int32 = 0
        let result = csockets_listen(
            configuration.host, port, Int32(clamping: configuration.backlog), &resolverError)
        guard resolverError == 0 else { throw ResolverError(host: configuration.host, code: resolverError) }
        let descriptor = try SocketError.check(result, "listen on \(name)")
        do {
            address = try SocketAddress.ofSocket { csockets_local_address(descriptor, $0, $1, $2) }.address
        } catch {
            _ = csockets_close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.loop = loop
        self.loops = loops
        self.settings = settings
    }

    /// Begins to accept, or begins again.
    func resume() throws {
        guard descriptor >= 0, token == nil else { return }
        let descriptor = descriptor
        token = try loop.assumeIsolated { try $0.watch(self, descriptor: descriptor, edge: false) }
    }

    private func pause() {
        guard let token else { return }
        self.token = nil
        let descriptor = descriptor
        loop.assumeIsolated { $0.unwatch(token: token, descriptor: descriptor) }
    }

    /// Closes the listening socket; connections in its backlog are refused.
    func close() {
        pause()
        if descriptor >= 0 { _ = csockets_close(descriptor) }
        descriptor = -1
    }

    nonisolated func socketReported(_ flags: UInt32) {
        assumeIsolated { $0.acceptReady() }
    }

    nonisolated func checkDeadlines(now: ContinuousClock.Instant) {}

    private func acceptReady() {
        // A bounded number a turn, so that the connections are heard between them.
        for _ in 0..<64 where token != nil {
            let hasSlot = settings.slots.take { [weak self] in
                Task { try? await self?.resume() }
            }
            guard hasSlot else { return pause() }
            let listener = descriptor
            do {
                let peer = try SocketAddress.ofSocket { csockets_accept(listener, $0, $1, $2) }
                deal(peer.result, from: peer.address)
            } catch {
                settings.slots.release()
                switch error.code {
                case EAGAIN: return
                case EMFILE, ENFILE, ENOBUFS, ENOMEM: return rest()
                default: continue  // The connection died in the backlog.
                }
            }
        }
    }

    /// Out of descriptors: accepts again in a while; those who knock meanwhile wait in the backlog.
    private func rest() {
        pause()
        loop.executor.queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [weak self] in
            self?.assumeIsolated { try? $0.resume() }
        }
    }

    private func deal(_ descriptor: Int32, from address: SocketAddress) {
        let loop = loops[nextLoop]
        nextLoop = (nextLoop + 1) % loops.count
        let settings = settings
        if loop === self.loop {
            loop.assumeIsolated { $0.adopt(descriptor, from: address, settings: settings) }
        } else {
            loop.executor.queue.async {
                loop.assumeIsolated { $0.adopt(descriptor, from: address, settings: settings) }
            }
        }
    }
}

extension SocketAddress {
    /// Calls a function that answers a result and writes an address.
    static func ofSocket(
        _ call: (UnsafeMutablePointer<CChar>?, Int, UnsafeMutablePointer<UInt16>) -> Int32
    ) throws(SocketError) -> (result: Int32, address: SocketAddress) {
        var port: UInt16 = 0
        var result: Int32 = 0
        let host = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CSOCKETS_HOST_BYTES)) {
            buffer in
            buffer.initialize(repeating: 0)
            result = call(buffer.baseAddress, buffer.count, &port)
            return buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        try SocketError.check(result, "accept or getsockname")
        return (result, SocketAddress(host: host, port: Int(port)))
    }
}
