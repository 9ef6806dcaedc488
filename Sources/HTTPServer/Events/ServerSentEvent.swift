/// One event of an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html).
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type; nil means `message`.
    public var name: String?
    /// What a client that connects again sends as `Last-Event-ID`.
    public var id: String?
    /// The payload, of any number of lines.
    public var data: String
    /// How long the client shall wait before it connects again.
    public var retry: Duration?

    /// An event; only its payload is needed.
    public init(name: String? = nil, id: String? = nil, data: String, retry: Duration? = nil) {
        self.name = name
        self.id = id
        self.data = data
        self.retry = retry
    }

    /// The event's lines, ended by an empty one.
    ///
    /// Each line of the payload, however it ends, becomes a `data:` line. A name or an id ends at its first
    /// line break, and an id with a NUL is left out, as a client would ignore it.
    public var frame: String {
        var frame = ""
        if let name { frame += "event: \(Self.lines(name)[0])\n" }
        if let id, !id.utf8.contains(0) { frame += "id: \(Self.lines(id)[0])\n" }
        if let retry {
            let (seconds, attoseconds) = retry.components
            frame += "retry: \(max(0, seconds) * 1000 + max(0, attoseconds) / 1_000_000_000_000_000)\n"
        }
        for line in Self.lines(data) { frame += "data: \(line)\n" }
        return frame + "\n"
    }

    /// The text cut at CRLF, LF and CR; at least one line.
    private static func lines(_ text: String) -> [Substring] {
        // Swift's Character for CRLF is one, so one comparison a character suffices.
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }
}
