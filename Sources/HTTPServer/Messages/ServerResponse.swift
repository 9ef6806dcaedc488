public import HTTPTypes

/// A response: status, fields and body.
///
/// The server itself writes `Content-Length`, `Transfer-Encoding`, `Connection` and `Date`.
/// `Connection: close` among the fields closes the connection after the response.
public struct ServerResponse: Sendable {
    /// Writes a body's bytes as they come to be.
    public typealias Producer = @Sendable (ResponseWriter) async throws -> Void

    /// What follows the head.
    public enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// A body written piece by piece. With a length, exactly that many bytes must be written.
        ///
        /// The head is sent with the first write or flush; an error before that still becomes an error
        /// response, one after it cuts the connection so that the client sees the body as broken.
        case stream(contentLength: Int?, Producer)
    }

    /// The status; 200 to 599.
    public var status: HTTPResponse.Status
    /// The fields apart from those that the server writes.
    public var fields: HTTPFields
    /// The body.
    public var body: Body

    /// A response, by default an empty 200.
    public init(status: HTTPResponse.Status = .ok, fields: HTTPFields = [:], body: Body = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Text in UTF-8.
    public static func text(
        _ text: String, status: HTTPResponse.Status = .ok, contentType: String = "text/plain; charset=utf-8",
        fields: HTTPFields = [:]
    ) -> ServerResponse {
        bytes(Array(text.utf8), status: status, contentType: contentType, fields: fields)
    }

    /// Bytes of a content type.
    public static func bytes(
        _ bytes: [UInt8], status: HTTPResponse.Status = .ok, contentType: String, fields: HTTPFields = [:]
    ) -> ServerResponse {
        var response = ServerResponse(status: status, fields: fields, body: .bytes(bytes))
        response.fields[.contentType] = contentType
        return response
    }

    /// The whole body, produced in memory; for tests and callers in the same process.
    public func collectBody() async throws -> [UInt8] {
        switch body {
        case .empty: return []
        case .bytes(let bytes): return bytes
        case .stream(_, let produce):
            let sink = MemorySink()
            try await produce(ResponseWriter(sink: sink))
            return await sink.bytes
        }
    }

    /// The body's length when it is known before it is produced.
    var contentLength: Int? {
        switch body {
        case .empty: 0
        case .bytes(let bytes): bytes.count
        case .stream(let length, _): length
        }
    }
}
