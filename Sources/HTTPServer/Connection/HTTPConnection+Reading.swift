import CSockets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension HTTPConnection {
    enum Received { case bytes, end, timedOut, interrupted }

    /// Reads once, waiting for the socket if need be.
    ///
    /// - Parameter keeping: whether the bytes go to the parser or are dropped.
    func receive(
        until deadline: ContinuousClock.Instant, capacity: Int = 16_384, keeping: Bool = true
    ) async -> Received {
        while true {
            if broken != nil || descriptor < 0 { return .interrupted }
            if let received = receiveNow(capacity: capacity, keeping: keeping) { return received }
            // Two readers at once happen only when a handler leaks its body; the later one wins.
            wake(.interrupted)
            readDeadline = deadline
            switch await withCheckedContinuation({ readWaiter = $0 }) {
            case .ready: continue
            case .timedOut: return .timedOut
            case .interrupted: return .interrupted
            }
        }
    }

    /// Reads once without waiting; nil when nothing is there.
    func receiveNow(capacity: Int, keeping: Bool) -> Received? {
        guard isReadable, descriptor >= 0 else { return nil }
        let count = withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer in
            let count = csockets_receive(descriptor, buffer.baseAddress, capacity)
            if count > 0, keeping { parser.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        switch count {
        case 1...:
            // A short read has emptied the socket, and more bytes are a new edge; an end seen before is not.
            if count < capacity, !peerClosed { isReadable = false }
            return .bytes
        case 0:
            sawEnd = true
            return .end
        case Int(-EAGAIN):
            isReadable = false
            return nil
        default:
            fail(.disconnected)
            return .interrupted
        }
    }

    func wake(_ reason: Wake) {
        guard let waiter = readWaiter else { return }
        readWaiter = nil
        readDeadline = nil
        waiter.resume(returning: reason)
    }

    // MARK: Bodies

    /// The body for the handler: at hand when it came along with the head, otherwise read on demand.
    func body(of head: RequestHead) -> RequestBody {
        let limit = settings.configuration.maximumBodyBytes
        guard case .length(let length) = head.framing else {
            return RequestBody(source: body, declaredLength: nil, limit: limit)
        }
        guard length <= min(parser.bufferedBytes, 65_535) else {
            return RequestBody(source: body, declaredLength: length, limit: limit)
        }
        exchange?.owesContinue = false
        let bytes = (try? takeBodyBytes()) ?? []
        return RequestBody(bytes, limit: limit)
    }

    private var body: ConnectionBody {
        ConnectionBody(connection: self, number: exchange?.number ?? 0)
    }

    /// What the parser has of the body, at most about 64 KiB.
    private func takeBodyBytes() throws(HTTPError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < 65_536, exchange?.isBodyRead == false {
            switch try parser.next() {
            case .body(let piece)?:
                if bytes.isEmpty { bytes = piece } else { bytes += piece }
            case .end?:
                exchange?.isBodyRead = true
            case .head?, nil:
                return bytes
            }
        }
        return bytes
    }

    /// The next chunk of the body of exchange `number`; nil at its end.
    func nextBodyChunk(_ number: UInt64) async throws -> [UInt8]? {
        guard exchange?.number == number, exchange?.isFinished == false, exchange?.isReadingBody == false
        else {
            throw ResponseWriterError.finished
        }
        if let failure = exchange?.bodyFailure { throw failure }
        if exchange?.isBodyRead == true { return nil }
        exchange?.isReadingBody = true
        defer { if exchange?.number == number { exchange?.isReadingBody = false } }
        do throws(HTTPError) {
            if exchange?.owesContinue == true {
                exchange?.owesContinue = false
                // Once the response has begun, an interim response would land inside it.
                if exchange?.status == nil {
                    output.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                    flushOutput()
                }
            }
            while true {
                let bytes = try takeBodyBytes()
                if exchange?.isBodyRead == true { notePeerClosed() }
                if !bytes.isEmpty { return bytes }
                if exchange?.isBodyRead == true { return nil }
                let deadline = ContinuousClock.now + settings.configuration.bodyTimeout
                switch await receive(until: deadline, capacity: 65_536) {
                case .bytes: continue
                case .timedOut: throw HTTPError.bodyTimeout
                case .end, .interrupted: throw HTTPError.bodyCut
                }
            }
        } catch {
            if exchange?.number == number { exchange?.bodyFailure = error }
            throw error
        }
    }

    /// Reads and drops the rest of a body within the configured bounds.
    ///
    /// - Returns: whether the connection stands at the next request.
    func drainBody() async -> Bool {
        var budget = settings.configuration.drainBytes
        let deadline = ContinuousClock.now + settings.configuration.lingerTimeout
        while true {
            guard let bytes = try? takeBodyBytes() else { return false }
            if exchange?.isBodyRead == true { return true }
            budget -= bytes.count
            guard budget >= 0, .now < deadline else { return false }
            if bytes.isEmpty {
                guard case .bytes = await receive(until: deadline, capacity: 65_536) else { return false }
            }
        }
    }
}

/// The body of one exchange.
private struct ConnectionBody: RequestBodySource {
    let connection: HTTPConnection
    let number: UInt64

    func next() async throws -> [UInt8]? {
        try await connection.nextBodyChunk(number)
    }
}
