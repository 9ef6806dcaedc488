import HTTPServer
import HTTPTypes
import Testing

/// What a parser made of an input: heads and whole bodies in order, then an error or nothing.
struct ParseOutcome: Hashable {
    var heads: [RequestHead] = []
    var bodies: [[UInt8]] = []
    var ends = 0
    var error: HTTPError?

    /// - Parameter cuts: where the input is cut before it is fed.
    init(_ input: [UInt8], cuts: [Int] = [], limits: RequestLimits = RequestLimits()) {
        var parser = RequestParser(limits: limits)
        var start = 0
        for end in cuts + [input.count] {
            parser.append(input[start..<end])
            start = end
            do throws(HTTPError) {
                while let event = try parser.next() { note(event) }
            } catch {
                self.error = error
                return
            }
        }
    }

    init(_ text: String, cuts: [Int] = [], limits: RequestLimits = RequestLimits()) {
        self.init(Array(text.utf8), cuts: cuts, limits: limits)
    }

    private mutating func note(_ event: RequestParser.Event) {
        switch event {
        case .head(let head):
            heads.append(head)
            bodies.append([])
        case .body(let bytes): bodies[bodies.count - 1] += bytes
        case .end: ends += 1
        }
    }

    var body: String { String(decoding: bodies.first ?? [], as: UTF8.self) }
}

@Suite("Request parser")
struct RequestParserTests {
    @Test("A request line and fields become a head")
    func head() throws {
        let outcome = ParseOutcome(
            "GET /a%20b?c=d HTTP/1.1\r\nHost: example.org:81\r\nX-A:  v w\t\r\nX-A: z\r\n\r\n")
        let head = try #require(outcome.heads.first)
        #expect(head.request.method == .get)
        #expect(head.request.path == "/a%20b?c=d")
        #expect(head.request.authority == "example.org:81")
        let name = try #require(HTTPField.Name("x-a"))
        #expect(head.request.headerFields[values: name] == ["v w", "z"])
        #expect(head.minorVersion == 1 && head.keepsAlive && !head.expectsContinue)
        #expect(head.framing == .length(0))
        #expect(outcome.ends == 1 && outcome.error == nil)
    }

    @Test("Bodies end by length or by the last chunk, and the next request follows")
    func bodies() {
        let outcome = ParseOutcome(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
                + "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "3;name=\"value\"\r\nabc\r\n00A \t;x\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
                + "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(outcome.error == nil)
        #expect(outcome.bodies.map { String(decoding: $0, as: UTF8.self) } == ["hello", "abc0123456789", ""])
        #expect(outcome.ends == 3)
    }

    @Test("Targets in absolute form name authority and path; * is for OPTIONS")
    func targets() {
        let absolute = ParseOutcome("GET HTTP://b.example:8/p?q HTTP/1.1\r\nHost: a\r\n\r\n").heads.first
        #expect(absolute?.request.authority == "b.example:8")
        #expect(absolute?.request.path == "/p?q")
        let bare = ParseOutcome("GET http://b?q HTTP/1.1\r\nHost: a\r\n\r\n").heads.first
        #expect(bare?.request.path == "/?q")
        #expect(ParseOutcome("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").heads.first?.request.path == "*")
    }

    @Test(
        "What is malformed or would be read differently by another server is refused",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
            ("GET / HTTP/1.1\nHost: a\n\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /#f HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET http://u@b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /\r\n\r\n", 400),
            ("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\n\r\n", 411),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: miracles\r\n\r\n", 417),
            ("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ])
    func refusals(input: String, status: Int) {
        let outcome = ParseOutcome(input)
        #expect(outcome.error?.status.code == status)
        #expect(outcome.ends == 0)
    }

    @Test(
        "A malformed chunked body is refused",
        arguments: [
            "\r\n", "g\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", " 1\r\n", "1 \r\n", "1,\r\n", "1\n", "1;a\rb\r\n",
            "FFFFFFFFFFFFFFFF\r\n", "7FFFFFFFFFFFFFFFF\r\n", "00000000000000001\r\n",
            "1\r\nab\r\n", "1\r\na\n", "1\r\na\rb", "1\r\na0\r\n\r\n", "0\r\nBad Trailer\r\n\r\n",
            "0\r\n folded: x\r\n\r\n",
        ])
    func badChunks(chunks: String) {
        let outcome = ParseOutcome(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
        #expect(outcome.error?.status == .badRequest)
        #expect(outcome.ends == 0)
    }

    @Test("Lengths that agree are one length")
    func agreeingLengths() {
        let outcome = ParseOutcome(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok")
        #expect(outcome.body == "ok" && outcome.ends == 1)
    }

    @Test("The connection lives on as the version and the Connection field say")
    func keepAlive() {
        func keeps(_ version: String, _ connection: String?) -> Bool? {
            let field = connection.map { "Connection: \($0)\r\n" } ?? ""
            return ParseOutcome("GET / HTTP/\(version)\r\nHost: a\r\n\(field)\r\n").heads.first?.keepsAlive
        }
        #expect(keeps("1.1", nil) == true)
        #expect(keeps("1.1", "x, Close") == false)
        #expect(keeps("1.0", nil) == false)
        #expect(keeps("1.0", "Keep-Alive") == true)
    }

    @Test("Limits are exact and answer 414 and 431")
    func limits() {
        let line = "GET /" + String(repeating: "a", count: 20) + " HTTP/1.1"
        let fields = "Host: a\r\nX: \(String(repeating: "b", count: 30))\r\n\r\n"
        func outcome(line lineLimit: Int, bytes: Int, count: Int) -> ParseOutcome {
            ParseOutcome(
                line + "\r\n" + fields,
                limits: RequestLimits(requestLineBytes: lineLimit, fieldBytes: bytes, fieldCount: count))
        }
        let (exactLine, exactFields) = (line.utf8.count, fields.utf8.count)
        #expect(outcome(line: exactLine, bytes: exactFields, count: 2).ends == 1)
        #expect(outcome(line: exactLine - 1, bytes: exactFields, count: 2).error?.status == .uriTooLong)
        let tooLarge = HTTPResponse.Status.requestHeaderFieldsTooLarge
        #expect(outcome(line: exactLine, bytes: exactFields - 1, count: 2).error?.status == tooLarge)
        #expect(outcome(line: exactLine, bytes: exactFields, count: 1).error?.status == tooLarge)
        // A line without end is refused as soon as it cannot fit.
        #expect(ParseOutcome(String(repeating: "a", count: 8194)).error?.status == .uriTooLong)
    }
}

@Suite("Request parser and cuts of the input")
struct RequestParserSplitTests {
    static let limits = RequestLimits(
        requestLineBytes: 40, fieldBytes: 120, fieldCount: 5, chunkLineBytes: 12)

    static let samples = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n",
        "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\nhello!\nGET / HTTP/1.0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nWiki\r\n0\r\nT: u\r\n\r\nGET",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWikip\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;12345678901\r\nWiki",
        "GET /" + String(repeating: "x", count: 60) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /" + String(repeating: "x", count: 60) + "\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 150) + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "GET / HTTP/3.1\r\nHost: a\r\n\r\n",
    ]

    @Test("Every cut in two and the cut into single bytes give the same outcome", arguments: samples)
    func everyCut(sample: String) {
        let input = Array(sample.utf8)
        let whole = ParseOutcome(input, limits: Self.limits)
        #expect(ParseOutcome(input, cuts: Array(input.indices), limits: Self.limits) == whole)
        for cut in input.indices {
            #expect(ParseOutcome(input, cuts: [cut], limits: Self.limits) == whole, "cut at \(cut)")
        }
    }

    @Test("Damaged inputs never trap, and any cuts of them give the same outcome")
    func damagedInputs() {
        var random = SplitMix64(state: 7)
        let bytes: [UInt8] = [0, 9, 10, 13, 32, 58, 48, 102, 59, 44, 255]
        for round in 0..<4000 {
            var input = Array(Self.samples[round % Self.samples.count].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<input.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: input[place] = bytes.randomElement(using: &random) ?? 0
                case 1: input.insert(bytes.randomElement(using: &random) ?? 0, at: place)
                default: input.remove(at: place)
                }
            }
            let cuts = (0..<3).map { _ in Int.random(in: 0...input.count, using: &random) }.sorted()
            let whole = ParseOutcome(input, limits: Self.limits)
            let cut = ParseOutcome(input, cuts: cuts, limits: Self.limits)
            #expect(whole == cut, "\(String(decoding: input, as: UTF8.self).debugDescription) cut at \(cuts)")
        }
    }
}

/// Steele, Lea and Flood's generator; a seed gives the same tests each time.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
