import HTTPTypes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An incremental parser of HTTP/1.1 requests (RFC 9112), apart from any socket.
///
/// Bytes go in by ``append(_:)``, events come out by ``next()``. How the input is cut into pieces
/// never changes the events or the error, apart from how a body is cut into ``Event/body(_:)`` events.
/// It is strict where laxness lets two servers disagree on where a message ends (request smuggling):
/// a bare CR or LF, a folded field, space before the colon, both framings at once, an unclear length.
package struct RequestParser: Sendable {
    package enum Event: Sendable, Hashable {
        case head(RequestHead)
        /// Some body bytes, never none.
        case body([UInt8])
        /// The request's end; the next head may follow.
        case end
    }

    enum State: Sendable {
        case requestLine
        case fields
        case body(remaining: Int)
        case chunkSize
        case chunkData(remaining: Int)
        case chunkEnd
        case trailers
        case failed(HTTPError)
    }

    let limits: RequestLimits
    var state = State.requestLine
    private var buffer: [UInt8] = []
    /// The first unconsumed byte of the buffer.
    private var start = 0
    /// Where the search for the next line end goes on.
    private var scanned = 0
    private var skippedLines = 0
    var head = HeadBuilder()

    package init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    /// How many bytes lie in the parser unconsumed.
    package var bufferedBytes: Int { buffer.count - start }

    /// Whether the parser stands between requests with no byte of the next one.
    package var isBetweenRequests: Bool {
        if case .requestLine = state { return bufferedBytes == 0 }
        return false
    }

    /// The body bytes still to come, where the head declared them; nil when chunked, 0 outside a body.
    package var remainingBodyBytes: Int? {
        switch state {
        case .body(let remaining): remaining
        case .chunkSize, .chunkData, .chunkEnd, .trailers: nil
        case .requestLine, .fields, .failed: 0
        }
    }

    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
            scanned = 0
        } else if start > 65_536, start > buffer.count / 2 {
            buffer.removeSubrange(0..<start)
            scanned -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next event, or nil when more bytes are needed.
    ///
    /// - Throws: what to answer; the parser then stays failed, as the message's end is unknown.
    package mutating func next() throws(HTTPError) -> Event? {
        do {
            return try step()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func step() throws(HTTPError) -> Event? {
        while true {
            switch state {
            case .failed(let error):
                throw error

            case .requestLine:
                guard let line = try takeLine(limit: limits.requestLineBytes, tooLong: .uriTooLong) else {
                    return nil
                }
                if line.isEmpty {
                    // RFC 9112, 2.2: a server should ignore an empty line before the request line.
                    skippedLines += 1
                    guard skippedLines <= 4 else { throw .badRequest("too many empty lines") }
                    continue
                }
                skippedLines = 0
                head = try HeadBuilder(requestLine: buffer[line])
                state = .fields

            case .fields:
                guard let line = try takeFieldLine() else { return nil }
                if line.isEmpty {
                    let finished = try head.finish()
                    switch finished.framing {
                    case .length(let count): state = .body(remaining: count)
                    case .chunked: state = .chunkSize
                    }
                    return .head(finished)
                }
                let field = try HeadBuilder.field(buffer[line])
                try head.add(field)

            case .body(let remaining):
                if remaining == 0 {
                    state = .requestLine
                    return .end
                }
                guard let bytes = takeBytes(upTo: remaining) else { return nil }
                state = .body(remaining: remaining - bytes.count)
                return .body(bytes)

            case .chunkSize:
                let tooLong = HTTPError.badRequest("chunk line too long")
                guard let line = try takeLine(limit: limits.chunkLineBytes, tooLong: tooLong) else {
                    return nil
                }
                let size = try ChunkSize.parse(buffer[line])
                if size == 0 {
                    head.beginTrailers()
                    state = .trailers
                } else {
                    state = .chunkData(remaining: size)
                }

            case .chunkData(let remaining):
                guard let bytes = takeBytes(upTo: remaining) else { return nil }
                let left = remaining - bytes.count
                state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
                return .body(bytes)

            case .chunkEnd:
                guard bufferedBytes > 0 else { return nil }
                guard buffer[start] == Byte.carriageReturn else {
                    throw .badRequest("chunk data does not end in CRLF")
                }
                guard bufferedBytes > 1 else { return nil }
                guard buffer[start + 1] == Byte.lineFeed else {
                    throw .badRequest("chunk data does not end in CRLF")
                }
                consume(2)
                state = .chunkSize

            case .trailers:
                guard let line = try takeFieldLine() else { return nil }
                if line.isEmpty {
                    state = .requestLine
                    return .end
                }
                // Trailers are checked and dropped: none of them may change how the request is read.
                _ = try HeadBuilder.field(buffer[line])
            }
        }
    }

    // MARK: Taking from the buffer

    private mutating func consume(_ count: Int) {
        start += count
        scanned = start
    }

    private mutating func takeBytes(upTo limit: Int) -> [UInt8]? {
        let count = min(limit, bufferedBytes)
        guard count > 0 else { return nil }
        let bytes = Array(buffer[start..<start + count])
        consume(count)
        return bytes
    }

    /// The next field line within the limits on a head's bytes and lines.
    private mutating func takeFieldLine() throws(HTTPError) -> Range<Int>? {
        // A line end takes two bytes of the allowance; a negative limit refuses even an empty line.
        let limit = limits.fieldBytes - head.fieldBytes - 2
        guard let line = try takeLine(limit: limit, tooLong: .fieldsTooLarge) else { return nil }
        head.fieldBytes += line.count + 2
        if !line.isEmpty {
            head.fieldLines += 1
            guard head.fieldLines <= limits.fieldCount else { throw .fieldsTooLarge }
        }
        return line
    }

    /// The range of the next line without its CRLF, which is consumed, or nil when it is not whole yet.
    ///
    /// The length is judged before the content, and a line that cannot fit is refused before it is whole,
    /// so that the answer does not depend on how the input was cut.
    private mutating func takeLine(limit: Int, tooLong: HTTPError) throws(HTTPError) -> Range<Int>? {
        guard let end = lineFeed() else {
            scanned = buffer.count
            // A line that fits has at most `limit` bytes and the CR here.
            if bufferedBytes > limit + 1 { throw tooLong }
            return nil
        }
        let endsInCRLF = end > start && buffer[end - 1] == Byte.carriageReturn
        let line = start..<(endsInCRLF ? end - 1 : end)
        if end - start > limit + 1 { throw tooLong }
        guard endsInCRLF else { throw .badRequest("line ends in a bare LF") }
        start = end + 1
        scanned = start
        return line
    }

    private func lineFeed() -> Int? {
        let from = scanned
        return buffer.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, from < bytes.count,
                let found = memchr(base + from, Int32(Byte.lineFeed), bytes.count - from)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
