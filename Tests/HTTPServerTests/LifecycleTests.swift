import HTTPServer
import HTTPTypes
import Testing

/// Limits, timeouts, vanishing clients and shutdown, over real sockets.
@Suite("Connections' lives", .timeLimit(.minutes(1)))
struct LifecycleTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("A declared gigabyte is refused at once, and the refusal reaches a client that keeps sending")
    func hugeBody() async throws {
        try await withHandler(ServerConfiguration(), { .text("\(try await $0.body.collect().count)") }) {
            address in
            let client = try RawClient(address)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1073741824\r\n\r\n")
            try await client.send([UInt8](repeating: 65, count: 4 << 20))
            let text = try await client.until("bytes\n")
            #expect(text.hasPrefix("HTTP/1.1 413 ") && text.contains("Connection: close"))
        }
    }

    @Test("A chunked body is refused once it is too large")
    func hugeChunkedBody() async throws {
        let configuration = ServerConfiguration(maximumBodyBytes: 1000, drainBytes: 1000)
        try await withHandler(configuration, { .text("\(try await $0.body.collect().count)") }) { address in
            let client = try RawClient(address)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<40 { try await client.send("64\r\n" + String(repeating: "x", count: 100) + "\r\n") }
            #expect(try await client.until("bytes\n").hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("Heads over the limits answer 414 and 431")
    func headLimits() async throws {
        try await withHandler(ServerConfiguration(), { _ in .text("ok") }) { address in
            let client = try RawClient(address)
            try await client.send("GET /" + String(repeating: "a", count: 100_000))
            #expect(try await client.until("\r\n\r\n").hasPrefix("HTTP/1.1 414 "))
            let other = try RawClient(address)
            try await other.send("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 100_000))
            #expect(try await other.until("\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
        }
    }

    @Test("A slow head and a stalled body answer 408, an idle connection is closed")
    func timeouts() async throws {
        let short = ServerConfiguration(
            headTimeout: .milliseconds(150), bodyTimeout: .milliseconds(150),
            keepAliveTimeout: .milliseconds(300), lingerTimeout: .seconds(5))
        try await withHandler(short, { .text("\(try await $0.body.collect().count)") }) { address in
            let slow = try RawClient(address)
            let started = ContinuousClock.now
            async let drip: Void = {
                // A byte now and then does not extend the time for a head.
                for byte in Self.get.utf8.prefix(20) {
                    try? await slow.send([byte])
                    try? await Task.sleep(for: .milliseconds(20))
                }
            }()
            #expect(try await slow.until("\r\n\r\n").hasPrefix("HTTP/1.1 408 "))
            #expect(.now - started < .seconds(2))
            await drip
            let stalled = try RawClient(address)
            try await stalled.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            #expect(try await stalled.untilClosed().hasPrefix("HTTP/1.1 408 "))
            let idle = try RawClient(address)
            #expect(try await idle.untilClosed() == "")
        }
    }

    @Test("A client that takes nothing is cut off and its handler gets an error")
    func stalledReader() async throws {
        let ended = Signal()
        try await withHandler(
            ServerConfiguration(writeTimeout: .milliseconds(100)),
            { _ in
                ServerResponse(
                    body: .stream(contentLength: nil) { writer in
                        do {
                            while true { try await writer.write([UInt8](repeating: 65, count: 1 << 20)) }
                        } catch {
                            #expect(error as? ResponseWriterError == .stalled)
                            ended.raise()
                            throw error
                        }
                    })
            }
        ) { address in
            let client = try RawClient(address)
            try await client.send(Self.get)
            #expect(await ended.wait())
        }
    }

    @Test("A client that goes away cancels its handler", arguments: ["close", "half-close", "reset"])
    func disconnect(how: String) async throws {
        let (began, cancelled) = (Signal(), Signal())
        try await withHandler(
            ServerConfiguration(),
            { request in
                _ = try await request.body.collect()
                began.raise()
                do { try await Task.sleep(for: .seconds(30)) } catch { cancelled.raise() }
                return .text("late")
            }
        ) { address in
            var client: RawClient? = try RawClient(address)
            try await client?.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
            #expect(await began.wait())
            #expect(cancelled.count == 0)
            switch how {
            case "half-close": client?.finishSending()
            case "reset":
                client?.resetOnClose()
                client = nil
            default: client = nil
            }
            #expect(await cancelled.wait())
        }
    }

    @Test("A client that goes away ends its event stream")
    func disconnectedStream() async throws {
        let ended = Signal()
        try await withHandler(
            ServerConfiguration(),
            { _ in
                .events { sink in
                    defer { ended.raise() }
                    try await sink.send(data: "x")
                    try await Task.sleep(for: .seconds(30))
                }
            }
        ) { address in
            var client: RawClient? = try RawClient(address)
            try await client?.send(Self.get)
            _ = try await client?.until("data: x")
            client = nil
            #expect(await ended.wait())
        }
    }

    @Test("A client that ends its side after several requests gets all responses")
    func halfClose() async throws {
        try await withHandler(ServerConfiguration(), { .text("<\($0.path)>") }) { address in
            let client = try RawClient(address)
            try await client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            let text = try await client.untilClosed()
            #expect(text.contains("</1>") && text.hasSuffix("</2>"))
        }
    }

    @Test("Shutdown closes idle connections, lets running requests finish and refuses new ones")
    func gracefulShutdown() async throws {
        let (began, goOn) = (Signal(), Signal())
        let server = HTTPServer(
            configuration: ServerConfiguration(port: 0),
            responder: HandlerResponder { _ in
                began.raise()
                _ = await goOn.wait()
                return .text("finished")
            })
        let running = Task { try await server.run() }
        var address: SocketAddress?
        while address == nil {
            address = await server.address
            try await Task.sleep(for: .milliseconds(1))
        }
        let bound = try #require(address)
        let (idle, busy) = (try RawClient(bound), try RawClient(bound))
        try await busy.send(Self.get)
        #expect(await began.wait())
        async let stopped: Void = server.shutdown(gracePeriod: .seconds(10))
        #expect(try await idle.untilClosed() == "")
        #expect(throws: (any Error).self) { try RawClient(bound) }
        goOn.raise()
        let text = try await busy.untilClosed()
        #expect(text.hasSuffix("finished") && text.contains("Connection: close"))
        await stopped
        try await running.value
        #expect(await server.address == nil)
    }

    @Test("After the grace handlers are cancelled, and one that does not care cannot hold up the shutdown")
    func forcedShutdown() async throws {
        let (began, cancelled, release) = (Signal(), Signal(), Signal())
        let server = HTTPServer(
            configuration: ServerConfiguration(port: 0),
            responder: HandlerResponder { request in
                began.raise()
                if request.path == "/stubborn" {
                    await Task.detached { _ = await release.wait(within: .seconds(20)) }.value
                } else {
                    do { try await Task.sleep(for: .seconds(30)) } catch { cancelled.raise() }
                }
                return .text("late")
            })
        let address = try await server.start()
        let clients = try ["/", "/stubborn"].map { ($0, try RawClient(address)) }
        for (path, client) in clients { try await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(await began.wait(count: 2))
        let started = ContinuousClock.now
        await server.shutdown(gracePeriod: .milliseconds(50))
        #expect(.now - started < .seconds(5))
        #expect(cancelled.count == 1)
        release.raise()
    }

    @Test("Cancelling run() shuts down; a port in use and a second start are errors")
    func startAndStop() async throws {
        let responder = HandlerResponder { _ in .text("ok") }
        try await withServer(responder) { address, server in
            await #expect(throws: ServerStateError.self) { try await server.start() }
            let other = HTTPServer(
                configuration: ServerConfiguration(port: address.port), responder: responder)
            await #expect(throws: SocketError.self) { try await other.start() }
        }
        let server = HTTPServer(configuration: ServerConfiguration(port: 0), responder: responder)
        let running = Task { try await server.run() }
        while await server.address == nil { try await Task.sleep(for: .milliseconds(1)) }
        running.cancel()
        try await running.value
    }

    @Test("An idle connection gives way to one that waits to be accepted")
    func sheddingIdleConnections() async throws {
        let configuration = ServerConfiguration(maximumConnections: 1, lingerTimeout: .milliseconds(100))
        try await withHandler(configuration, { _ in .text("<ok>") }) { address in
            let first = try RawClient(address)
            try await first.send(Self.get)
            _ = try await first.until("<ok>")
            let second = try RawClient(address)
            try await second.send(Self.get)
            #expect(try await second.until("<ok>").hasPrefix("HTTP/1.1 200 "))
            #expect(try await first.untilClosed() == "")
        }
    }

    @Test("A client that went away before its response is on record all the same")
    func recordOfTheUnsent() async throws {
        let (began, recorded) = (Signal(), Signal())
        let responder = HandlerResponder { _ in
            began.raise()
            try await Task.sleep(for: .seconds(30))
            return .text("late")
        }
        try await withServer(
            responder,
            onExchange: { record in
                if record.request?.path == "/gone", record.status == .serviceUnavailable { recorded.raise() }
            }
        ) { address, _ in
            var client: RawClient? = try RawClient(address)
            try await client?.send("GET /gone HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await began.wait())
            client?.resetOnClose()
            client = nil
            #expect(await recorded.wait())
        }
    }

    @Test("Smuggled requests are not served: the connection ends with the refusal")
    func smuggling() async throws {
        let served = Signal()
        try await withHandler(
            ServerConfiguration(lingerTimeout: .milliseconds(100)),
            { request in
                if request.path == "/smuggled" { served.raise() }
                return .text("\(try await request.body.collect().count)")
            }
        ) { address in
            let hidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
            let framings = [
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 44\r\n\r\n", "Content-Length : 0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\u{0B}chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\n\r\n", "Transfer-Encoding: chunked\r\n\r\n0;\n\r\n\r\n",
                "X: y\n\r\n", "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ]
            for framing in framings {
                let client = try RawClient(address)
                try await client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing + hidden)
                let text = try await client.untilClosed()
                #expect(text.hasPrefix("HTTP/1.1 400 ") && text.components(of: "HTTP/1.1") == 1, "\(framing)")
            }
            #expect(served.count == 0)
        }
    }

    @Test(
        "Many connections are served at once, more than the maximum one after another", arguments: [1000, 16])
    func manyConnections(maximum: Int) async throws {
        let configuration = ServerConfiguration(maximumConnections: maximum, eventLoops: 2)
        try await withHandler(
            configuration,
            { request in
                await Task.yield()
                return .text("<\(request.path)>")
            }
        ) { address in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let client = try RawClient(address)
                        for round in 0..<5 {
                            try await client.send("GET /\(index)/\(round) HTTP/1.1\r\nHost: a\r\n\r\n")
                            #expect(try await client.until("</\(index)/\(round)>").hasPrefix("HTTP/1.1 200 "))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
