public import HTTPTypes

/// A request as a handler sees it.
public struct ServerRequest: Sendable {
    /// Method, authority, target and fields. `Host` is `head.authority`; `head.path` is the raw target.
    public var head: HTTPRequest
    /// The path, percent-decoded, without the query. An escaped `/` shows as one here; see ``segments``.
    public let path: String
    /// The path's segments, each decoded by itself: `/a%2Fb/c` has two. `/` has none, `/a/` has `a` and an empty one.
    public let segments: [String]
    /// The query's items in order.
    public let query: [QueryItem]
    /// What the route's `{name}` parts matched.
    public var parameters: [String: String]
    /// The body, read as the handler asks for it.
    public var body: RequestBody
    /// The peer, as far as the socket knows it.
    public let remoteAddress: SocketAddress?

    /// - Throws: ``HTTPError`` 400 when path or query are not valid percent-encoded UTF-8.
    public init(
        head: HTTPRequest, body: RequestBody = RequestBody(), remoteAddress: SocketAddress? = nil
    ) throws(HTTPError) {
        let target = head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        let rawPath = target[..<mark]
        var segments: [String] = []
        if rawPath != "/", rawPath != "*" {
            let relative = rawPath.utf8.first == UInt8(ascii: "/") ? rawPath.dropFirst() : rawPath
            for raw in relative.split(separator: "/", omittingEmptySubsequences: false) {
                guard let segment = PercentCoding.decode(raw) else {
                    throw .badRequest("the path is not valid percent-encoded UTF-8")
                }
                segments.append(segment)
            }
        }
        self.head = head
        self.path = rawPath == "*" ? "*" : "/" + segments.joined(separator: "/")
        self.segments = segments
        self.query = mark == target.endIndex ? [] : try QueryItem.parse(target[mark...].dropFirst())
        self.parameters = [:]
        self.body = body
        self.remoteAddress = remoteAddress
    }

    /// The request's method.
    public var method: HTTPRequest.Method { head.method }
    /// The header fields, without `Host`.
    public var fields: HTTPFields { head.headerFields }

    /// The first query value of that name.
    public func query(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }
}
