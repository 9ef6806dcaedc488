import CSockets
import HTTPTypes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension HTTPConnection {
    /// Sends a response, whose body may be produced meanwhile.
    func send(_ response: ServerResponse) async {
        guard let exchange else { return }
        guard broken == nil else {
            // Nobody is left to read it, but it shall be on record.
            self.exchange?.status = response.status
            return
        }
        guard response.status.kind != .informational, response.status.kind != .invalid else {
            return await sendError(HTTPError.internalError)
        }
        guard case .stream(let length, let produce) = response.body else {
            sendHead(response)
            if case .bytes(let bytes) = response.body, sendsBody { output.append(bytes) }
            flushOutput()
            return await untilDrained()
        }
        let framing = streamFraming(length)
        self.exchange?.pending = response
        self.exchange?.framing = framing
        guard allowsBody(response.status) else {
            commitHead()
            flushOutput()
            return await untilDrained()
        }
        do {
            try await produce(ResponseWriter(sink: ConnectionSink(connection: self, number: exchange.number)))
            let written = self.exchange?.written ?? 0
            if let length, written != length {
                throw ResponseWriterError.tooFewBytes(declared: length, written: written)
            }
            if self.exchange?.pending != nil {
                // Nothing was written: the length is known after all.
                self.exchange?.framing = .length(0)
                commitHead()
            } else if self.exchange?.framing == .chunked {
                output.append(Array("0\r\n\r\n".utf8))
            }
            flushOutput()
            await untilDrained()
        } catch {
            self.exchange?.failure = error
            guard broken == nil else { return }
            if self.exchange?.pending != nil {
                await sendError(error)
            } else {
                // The client must see that the body is cut.
                if self.exchange?.framing == .close { _ = csockets_reset_on_close(descriptor) }
                self.exchange?.keepsAlive = false
                fail(.finished)
            }
        }
    }

    private func sendError(_ error: any Error) async {
        exchange?.pending = nil
        var response = settings.responder.response(to: error, head: exchange?.head.request)
        // A rendered error is whole and final; anything else would lead back here.
        if case .stream = response.body { response = HTTPError.internalError.response }
        if response.status.code < 200 { response = HTTPError.internalError.response }
        await send(response)
    }

    // MARK: The head

    /// Whether the client expects a body to the response whose head was sent.
    private var sendsBody: Bool {
        exchange?.status.map(allowsBody) ?? false
    }

    private func allowsBody(_ status: HTTPResponse.Status) -> Bool {
        exchange?.head.request.method != .head && status.code != 204 && status.code != 304
    }

    private func streamFraming(_ length: Int?) -> ResponseHeadEncoder.Framing {
        if let length { return .length(length) }
        return exchange?.head.minorVersion == 0 ? .close : .chunked
    }

    private func sendHead(_ response: ServerResponse) {
        exchange?.framing = .length(response.contentLength ?? 0)
        exchange?.pending = response
        commitHead()
    }

    /// Puts the pending response's head out.
    private func commitHead() {
        guard let exchange, let response = exchange.pending else { return }
        var framing = exchange.framing
        if response.status.code == 204 || response.status.code == 304 { framing = .none }
        let asksToClose = response.fields[values: .connection].contains { $0.lowercased().contains("close") }
        let keeps =
            exchange.head.keepsAlive && !asksToClose && !isDraining && framing != .close && canDrainBody
        let connection = keeps ? (exchange.head.minorVersion == 0 ? "keep-alive" : nil) : "close"
        output.append(
            ResponseHeadEncoder.encode(
                status: response.status, fields: response.fields, framing: framing, connection: connection,
                date: loop.assumeIsolated { $0.currentDate }))
        self.exchange?.pending = nil
        self.exchange?.status = response.status
        self.exchange?.keepsAlive = keeps
    }

    /// Whether what is left of the request's body is little enough to be read and dropped.
    private var canDrainBody: Bool {
        guard let exchange else { return false }
        if exchange.isBodyRead { return true }
        if exchange.bodyFailure != nil || exchange.owesContinue { return false }
        return (parser.remainingBodyBytes ?? 0) <= settings.configuration.drainBytes
    }

    /// Ends the exchange.
    ///
    /// - Returns: whether the connection goes on with the next request.
    func finishExchange() async -> Bool {
        exchange?.isFinished = true
        guard broken == nil, let exchange else { return false }
        if exchange.isReadingBody {
            // The handler left a reader behind; it gets an error, the connection ends.
            needsLinger = true
            wake(.interrupted)
            return false
        }
        if exchange.isBodyRead {
            // Bytes of a further request that will not be answered.
            if !exchange.keepsAlive, parser.bufferedBytes > 0 || isReadable { needsLinger = true }
            return exchange.keepsAlive
        }
        if exchange.keepsAlive, await drainBody() { return true }
        needsLinger = true
        return false
    }

    // MARK: The body

    /// Writes a piece of the body of exchange `number`, waiting until the socket has taken it.
    fileprivate func write(_ bytes: [UInt8], _ number: UInt64) async throws {
        guard let exchange, exchange.number == number, !exchange.isFinished else {
            throw ResponseWriterError.finished
        }
        if let broken { throw broken }
        if case .length(let declared) = exchange.framing, bytes.count > declared - exchange.written {
            throw ResponseWriterError.tooManyBytes(declared: declared)
        }
        guard !bytes.isEmpty else { return }
        commitHead()
        if exchange.framing == .chunked {
            // Head, chunk line, bytes and end go as one piece while they are small.
            output.append(Array("\(String(bytes.count, radix: 16))\r\n".utf8))
            output.append(bytes)
            output.append([Byte.carriageReturn, Byte.lineFeed])
        } else {
            output.append(bytes)
        }
        self.exchange?.written += bytes.count
        flushOutput()
        await untilDrained()
        if let broken { throw broken }
    }

    fileprivate func flushHead(_ number: UInt64) async throws {
        guard let exchange, exchange.number == number, !exchange.isFinished else {
            throw ResponseWriterError.finished
        }
        if let broken { throw broken }
        commitHead()
        flushOutput()
        await untilDrained()
        if let broken { throw broken }
    }

    // MARK: The socket

    /// Sends what the socket takes; the rest follows when it is writable again.
    func flushOutput() {
        guard isWritable, broken == nil, descriptor >= 0 else { return }
        while !output.isEmpty {
            let sent = output.send(to: descriptor)
            if sent >= 0 {
                bytesSent += sent
            } else if sent == Int(-EAGAIN) {
                isWritable = false
                writeDeadline = .now + settings.configuration.writeTimeout
                return
            } else {
                return fail(.disconnected)
            }
        }
        writeDeadline = nil
        wakeDrainWaiters()
    }

    /// Waits until all output is sent or the connection is broken.
    private func untilDrained() async {
        while !output.isEmpty, broken == nil {
            await withCheckedContinuation { drainWaiters.append($0) }
        }
    }

    func wakeDrainWaiters() {
        guard !drainWaiters.isEmpty else { return }
        let waiters = drainWaiters
        drainWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}

/// Where the writer of one exchange writes.
private struct ConnectionSink: ResponseSink {
    let connection: HTTPConnection
    let number: UInt64

    func write(_ bytes: [UInt8]) async throws {
        try await connection.write(bytes, number)
    }

    func flush() async throws {
        try await connection.flushHead(number)
    }
}
