import CSockets
import HTTPServer

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A client that sends and reads raw bytes. It polls instead of blocking, so as not to hold a thread of
/// the concurrency pool that the server's handlers need.
final class RawClient: Sendable {
    struct TimedOut: Error {
        let received: String
    }

    private let descriptor: Int32

    init(_ address: SocketAddress) throws {
        descriptor = try SocketError.check(
            csockets_connect(address.host, UInt16(address.port)), "connect")
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { _ = csockets_close(descriptor) }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        var sent = 0
        while sent < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                csockets_send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, 0)
            }
            if result >= 0 {
                sent += result
            } else if result == Int(-EAGAIN) {
                try await Task.sleep(for: .milliseconds(1))
            } else {
                throw SocketError(code: Int32(-result), call: "send")
            }
        }
    }

    func finishSending() { _ = csockets_shutdown_writing(descriptor) }
    func resetOnClose() { _ = csockets_reset_on_close(descriptor) }

    /// What has arrived by now, or nil at the end.
    private func take() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = csockets_receive(descriptor, &buffer, buffer.count)
        if count == Int(-EAGAIN) { return [] }
        guard count >= 0 else { throw SocketError(code: Int32(-count), call: "recv") }
        return count == 0 ? nil : Array(buffer[..<count])
    }

    /// Reads until the condition holds or the server closes.
    func bytes(
        within timeout: Duration = .seconds(10), until isDone: ([UInt8]) -> Bool = { _ in false }
    ) async throws -> (bytes: [UInt8], closed: Bool) {
        let deadline = ContinuousClock.now + timeout
        var received: [UInt8] = []
        while !isDone(received) {
            guard let more = try take() else { return (received, true) }
            received += more
            if more.isEmpty {
                guard .now < deadline else {
                    throw TimedOut(received: String(decoding: received.prefix(2000), as: UTF8.self))
                }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        return (received, false)
    }

    /// All that comes until the server closes the connection.
    func untilClosed() async throws -> String {
        String(decoding: try await bytes().bytes, as: UTF8.self)
    }

    /// Reads until the text has arrived.
    func until(_ text: String) async throws -> String {
        let needle = Array(text.utf8)
        let received = try await bytes { bytes in
            guard bytes.count >= needle.count else { return false }
            return bytes.indices.contains { bytes[$0...].starts(with: needle) }
        }
        return String(decoding: received.bytes, as: UTF8.self)
    }
}

/// Serves a responder on a free port while `body` runs.
func withServer<Result>(
    _ responder: some Responder, configuration: ServerConfiguration = ServerConfiguration(),
    onExchange: (@Sendable (ExchangeRecord) -> Void)? = nil,
    _ body: (SocketAddress, HTTPServer) async throws -> Result
) async throws -> Result {
    var configuration = configuration
    configuration.port = 0
    let server = HTTPServer(configuration: configuration, responder: responder, onExchange: onExchange)
    let address = try await server.start()
    do {
        let result = try await body(address, server)
        await server.shutdown(gracePeriod: .zero)
        return result
    } catch {
        await server.shutdown(gracePeriod: .zero)
        throw error
    }
}

/// Serves one handler.
func withHandler<Result>(
    _ configuration: ServerConfiguration = ServerConfiguration(),
    _ handler: @escaping @Sendable (ServerRequest) async throws -> ServerResponse,
    _ body: (SocketAddress) async throws -> Result
) async throws -> Result {
    try await withServer(HandlerResponder(handler: handler), configuration: configuration) { address, _ in
        try await body(address)
    }
}
