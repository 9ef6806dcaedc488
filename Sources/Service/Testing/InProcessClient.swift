import HTTPServer
import HTTPTypes
import JSON

/// Talks to a responder in the same process, without a socket: for tests and for programs that embed a service.
public struct InProcessClient: Sendable {
    /// An answer, read whole.
    public struct Answer: Sendable {
        public let status: Int
        public let fields: HTTPFields
        public let body: [UInt8]

        /// The body as JSON.
        public var json: JSONValue {
            get throws { try JSONValue.parse(body) }
        }

        /// The body as text.
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let responder: any Responder

    /// A client of this responder.
    public init(_ responder: any Responder) {
        self.responder = responder
    }

    /// Sends a request and reads the whole answer.
    public func send(
        _ method: HTTPRequest.Method, _ path: String, fields: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        let request = try ServerRequest(head: head, body: RequestBody(body))
        let response = await responder.respond(to: request)
        return Answer(
            status: response.status.code, fields: response.fields, body: try await response.collectBody())
    }

    /// `GET`.
    public func get(_ path: String, fields: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, fields: fields)
    }

    /// `POST` of a JSON document.
    public func post(_ path: String, _ body: JSONValue, fields: HTTPFields = [:]) async throws -> Answer {
        try await send(.post, path, fields: fields, body: JSONWriter().bytes(body))
    }
}
