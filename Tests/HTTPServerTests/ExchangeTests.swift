import HTTPServer
import HTTPTypes
import Synchronization
import Testing

/// Requests and responses over real sockets.
@Suite("Exchanges", .timeLimit(.minutes(1)))
struct ExchangeTests {
    private static let close = "Connection: close\r\n\r\n"

    /// Answers with method, path and body.
    private static let echo: @Sendable (ServerRequest) async throws -> ServerResponse = { request in
        let body = String(decoding: try await request.body.collect(), as: UTF8.self)
        return .text("\(request.method.rawValue) \(request.path) [\(body)]")
    }

    private static func talk(
        _ input: String, _ handler: @escaping @Sendable (ServerRequest) async throws -> ServerResponse = echo
    ) async throws -> String {
        try await withHandler(ServerConfiguration(), handler) { address in
            let client = try RawClient(address)
            try await client.send(input)
            return try await client.untilClosed()
        }
    }

    @Test("A response has status, date and length, and pipelined ones keep their order")
    func pipelining() async throws {
        let requests = (0..<20).map { index in
            let body = String(repeating: "x", count: index)
            return "POST /\(index) HTTP/1.1\r\nHost: a\r\nContent-Length: \(index)\r\n\r\n\(body)"
        }
        let text = try await Self.talk(requests.joined() + "GET /end HTTP/1.1\r\nHost: a\r\n" + Self.close) {
            // Later requests would overtake earlier ones if anything let them.
            try await Task.sleep(for: .milliseconds($0.path.utf8.count == 2 ? 5 : 0))
            return try await Self.echo($0)
        }
        let bodies = text.split(separator: "\r\n").compactMap { line -> Substring? in
            guard let start = line.range(of: "POST /") else { return nil }
            return line[start.lowerBound...].split(separator: "]").first
        }
        #expect(bodies == (0..<20).map { "POST /\($0) [\(String(repeating: "x", count: $0))"[...] })
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.contains("\r\nDate: ") && text.contains("\r\nContent-Length: 10\r\n"))
        #expect(text.hasSuffix("Connection: close\r\n\r\nGET /end []"))
    }

    @Test("HEAD has the length but no body")
    func head() async throws {
        let text = try await Self.talk("HEAD /a HTTP/1.1\r\nHost: a\r\n" + Self.close)
        #expect(text.contains("Content-Length: 10\r\n") && text.hasSuffix("\r\n\r\n"))
        let stream = try await Self.talk("HEAD /a HTTP/1.1\r\nHost: a\r\n" + Self.close) { _ in
            ServerResponse(body: .stream(contentLength: 7) { _ in Issue.record("produced a body for HEAD") })
        }
        #expect(stream.contains("Content-Length: 7\r\n") && stream.hasSuffix("\r\n\r\n"))
    }

    @Test("204 and 304 have neither body nor length", arguments: [204, 304])
    func bodiless(code: Int) async throws {
        let text = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close) { _ in
            ServerResponse(status: HTTPResponse.Status(code: code), body: .bytes([65]))
        }
        #expect(!text.contains("Content-Length") && text.hasSuffix("\r\n\r\n"))
    }

    private static let counting: @Sendable (ServerRequest) async throws -> ServerResponse = { _ in
        ServerResponse(
            body: .stream(contentLength: nil) { writer in
                try await writer.write("")
                for text in ["one", "twotwo"] { try await writer.write(text) }
            })
    }

    @Test("A stream of unknown length is chunked, or ends with the connection for HTTP/1.0")
    func streams() async throws {
        let chunked = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close, Self.counting)
        #expect(chunked.contains("Transfer-Encoding: chunked\r\n"))
        #expect(chunked.hasSuffix("\r\n\r\n3\r\none\r\n6\r\ntwotwo\r\n0\r\n\r\n"))
        let old = try await Self.talk("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", Self.counting)
        #expect(!old.contains("chunked") && !old.contains("Content-Length"))
        #expect(old.hasSuffix("Connection: close\r\n\r\nonetwotwo"))
        let kept = try await Self.talk(
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n", Self.echo)
        #expect(kept.components(of: "GET / []") == 2 && kept.contains("Connection: keep-alive"))
    }

    @Test("A stream that fails before its first byte is an error response, later it is cut")
    func failingStreams() async throws {
        struct Broken: Error {}
        let early = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close) { _ in
            ServerResponse(body: .stream(contentLength: nil) { _ in throw Broken() })
        }
        #expect(early.hasPrefix("HTTP/1.1 500 "))
        let late = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n\r\n") { _ in
            ServerResponse(
                body: .stream(contentLength: nil) { writer in
                    try await writer.write("some")
                    throw Broken()
                })
        }
        #expect(late.hasSuffix("4\r\nsome\r\n"))
        let short = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n\r\n") { _ in
            ServerResponse(body: .stream(contentLength: 9) { try await $0.write("short") })
        }
        #expect(short.hasSuffix("short"))
        let long = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close) { _ in
            ServerResponse(
                body: .stream(contentLength: 2) { writer in
                    try await writer.write("ok")
                    await #expect(throws: ResponseWriterError.self) { try await writer.write("more") }
                })
        }
        #expect(long.hasSuffix("\r\n\r\nok"))
    }

    @Test("Chunked request bodies arrive whole, however they are cut")
    func chunkedRequest() async throws {
        let input =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + "4;a=b\r\nWiki\r\n5\r\npedia\r\n0\r\nX-Trailer: 1\r\n\r\n"
        #expect(try await Self.talk(input).hasSuffix("POST / [Wikipedia]"))
        let slow = try await withHandler(ServerConfiguration(), Self.echo) { address in
            let client = try RawClient(address)
            for byte in input.utf8 { try await client.send([byte]) }
            return try await client.untilClosed()
        }
        #expect(slow.hasSuffix("POST / [Wikipedia]"))
    }

    @Test("A large body crosses in both directions with a slow reader on each side")
    func largeBodies() async throws {
        let size = 8 << 20
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let reply = try await withHandler(
            ServerConfiguration(maximumBodyBytes: size),
            { request in
                let body = request.body
                return ServerResponse(
                    body: .stream(contentLength: nil) { writer in
                        var received = 0
                        for try await chunk in body {
                            received += chunk.count
                            try await writer.write(chunk)
                        }
                        #expect(received == size)
                    })
            }
        ) { address in
            let client = try RawClient(address)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n" + Self.close)
            async let sending: Void = client.send(body)
            let reply = try await client.bytes().bytes
            try await sending
            return reply
        }
        #expect(try Self.unchunk(reply) == body)
    }

    /// The body of a chunked response.
    private static func unchunk(_ reply: [UInt8]) throws -> [UInt8] {
        // A response's chunks are read by the request parser, behind a head of its own.
        let end = try #require(reply.indices.first { reply[$0...].starts(with: "\r\n\r\n".utf8) })
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        let outcome = ParseOutcome(head + reply[(end + 4)...])
        #expect(outcome.ends == 1 && outcome.error == nil)
        return outcome.bodies.first ?? []
    }

    @Test("100 Continue is sent when the handler first reads, and not otherwise")
    func expectContinue() async throws {
        let head = "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
        try await withHandler(ServerConfiguration(), Self.echo) { address in
            let client = try RawClient(address)
            try await client.send(head + Self.close)
            #expect(try await client.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            #expect(try await client.untilClosed().hasSuffix("POST /a [ok]"))
        }
        let refused = try await Self.talk(head + "\r\n") { _ in throw HTTPError(.forbidden) }
        #expect(refused.hasPrefix("HTTP/1.1 403 ") && refused.contains("Connection: close"))
        let unknown = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n")
        #expect(unknown.hasPrefix("HTTP/1.1 417 "))
    }

    @Test("An unread small body is dropped and the connection goes on")
    func unreadBody() async throws {
        let text = try await Self.talk(
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                + "GET /c HTTP/1.1\r\nHost: a\r\n" + Self.close
        ) { .text("<\($0.path)>") }
        #expect(text.components(of: "HTTP/1.1 200 OK") == 3 && text.hasSuffix("</c>"))
    }

    @Test("What cannot be parsed is answered through the responder's renderer and closed")
    func unreadableRequest() async throws {
        let responder = HandlerResponder { error, head in
            .text("rendered", status: (error as? HTTPError)?.status ?? .internalServerError)
        } handler: {
            try await Self.echo($0)
        }
        let records = Mutex<[Int]>([])
        let text = try await withServer(
            responder,
            onExchange: { record in
                records.withLock { $0.append(record.status.code) }
            }
        ) { address, _ in
            let client = try RawClient(address)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\nGET / HTTP/1.1\r\n")
            return try await client.untilClosed()
        }
        #expect(text.contains("HTTP/1.1 400 Bad Request") && text.hasSuffix("rendered"))
        #expect(records.withLock { $0 } == [200, 400])
        let path = try await Self.talk("GET /%zz HTTP/1.1\r\nHost: a\r\n" + Self.close)
        #expect(path.hasPrefix("HTTP/1.1 400 "))
        let chunks = try await Self.talk(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")
        #expect(chunks.hasPrefix("HTTP/1.1 400 ") && chunks.contains("Connection: close"))
    }

    @Test("A handler cannot write the fields that frame a message, nor split it")
    func fieldInjection() async throws {
        let text = try await Self.talk("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close) { _ in
            .text(
                "ok", fields: [.contentLength: "99", .transferEncoding: "chunked", .server: "x\r\nEvil: 1"])
        }
        #expect(text.components(of: "Content-Length") == 1 && text.contains("Content-Length: 2\r\n"))
        #expect(!text.contains("chunked") && !text.contains("\r\nEvil"))
    }

    @Test("Events arrive as they are sent, with comments between them")
    func events() async throws {
        try await withHandler(
            ServerConfiguration(),
            { _ in
                .events(keepAlive: .milliseconds(20)) { sink in
                    try await sink.send(name: "a", id: "1", data: "x\ny")
                    try await Task.sleep(for: .milliseconds(100))
                    try await sink.send(data: "z")
                }
            }
        ) { address in
            let client = try RawClient(address)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n" + Self.close)
            let text = try await client.untilClosed()
            #expect(text.contains("Content-Type: text/event-stream"))
            #expect(text.contains("event: a\nid: 1\ndata: x\ndata: y\n\n"))
            #expect(text.contains(": keep-alive\n\n"))
            #expect(text.contains("data: z\n\n\r\n") && text.hasSuffix("\r\n0\r\n\r\n"))
        }
    }
}

extension String {
    /// How often the text occurs.
    func components(of text: String) -> Int { ranges(of: text).count }

    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
