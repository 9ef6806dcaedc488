import HTTPServer
import HTTPTypes
import Testing

@Suite("Requests and small forms")
struct MessageTests {
    static func request(_ path: String, _ method: HTTPRequest.Method = .get) throws -> ServerRequest {
        try ServerRequest(head: HTTPRequest(method: method, scheme: "http", authority: "a", path: path))
    }

    @Test("Path and query are decoded, segment by segment")
    func decoding() throws {
        let request = try Self.request("/a%2Fb/c%20d+e?x=1+2&y=%C3%A9&z&&x=3")
        #expect(request.segments == ["a/b", "c d+e"])
        #expect(request.path == "/a/b/c d+e")
        #expect(
            request.query == [
                QueryItem(name: "x", value: "1 2"), QueryItem(name: "y", value: "é"),
                QueryItem(name: "z", value: ""), QueryItem(name: "x", value: "3"),
            ])
        #expect(request.query("x") == "1 2")
        #expect(try Self.request("/").segments == [])
        #expect(try Self.request("/a/").segments == ["a", ""])
    }

    @Test(
        "Broken escapes, NUL and bytes that are not UTF-8 are refused",
        arguments: ["/%", "/%1", "/%zz", "/%00", "/%ff", "/?a=%", "/?%E9=1", "/%C0%AF"])
    func badEscapes(path: String) {
        #expect(throws: HTTPError.self) { try Self.request(path) }
    }

    @Test("Encoding and decoding are inverse")
    func roundTrip() {
        let text = "a b/é?%&+~"
        #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
    }

    @Test(
        "Dates have HTTP's form",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ])
    func dates(seconds: Int, text: String) {
        #expect(HTTPDate.format(secondsSince1970: seconds) == text)
    }

    @Test("A body in memory is limited like one from a socket")
    func bodyLimit() async throws {
        let body = RequestBody([1, 2, 3], limit: 2)
        await #expect(throws: HTTPError.self) { try await body.collect() }
        #expect(try await body.collect(upTo: 3) == [1, 2, 3])
        await #expect(throws: HTTPError.self) { for try await _ in body {} }
    }

    @Test("Events are framed line by line")
    func eventFrames() {
        #expect(ServerSentEvent(data: "a").frame == "data: a\n\n")
        #expect(ServerSentEvent(data: "").frame == "data: \n\n")
        #expect(
            ServerSentEvent(data: "a\nb\r\nc\rd\n").frame == "data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n")
        let event = ServerSentEvent(name: "tick\nx", id: "7\r8", data: "{}", retry: .milliseconds(1500))
        #expect(event.frame == "event: tick\nid: 7\nretry: 1500\ndata: {}\n\n")
    }

    @Test("Byte ranges")
    func ranges() {
        #expect(ByteRange.parse("bytes=0-4", size: 10) == .satisfiable(0..<5))
        #expect(ByteRange.parse("bytes=5-", size: 10) == .satisfiable(5..<10))
        #expect(ByteRange.parse("bytes=-3", size: 10) == .satisfiable(7..<10))
        #expect(ByteRange.parse("bytes=-30", size: 10) == .satisfiable(0..<10))
        #expect(ByteRange.parse("bytes=5-9223372036854775807", size: 10) == .satisfiable(5..<10))
        #expect(ByteRange.parse("bytes=10-", size: 10) == .unsatisfiable)
        #expect(ByteRange.parse("bytes=-0", size: 10) == .unsatisfiable)
        for ignored in [
            "bytes=4-2", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes=a-", "bytes=99999999999999999999-",
        ] {
            #expect(ByteRange.parse(ignored, size: 10) == nil)
        }
    }

    @Test("Entity tags compare weakly, in lists and by *")
    func entityTags() {
        #expect(EntityTag.matches("\"a\", W/\"b\"", "\"b\""))
        #expect(EntityTag.matches("*", "\"b\""))
        #expect(!EntityTag.matches("\"a\"", "\"b\""))
    }
}
