public import HTTPTypes

/// A failure with the status that answers it. All of the server's own failures are of this type.
public struct HTTPError: HTTPResponseError, Hashable {
    /// The status that tells the client.
    public var status: HTTPResponse.Status
    /// What went wrong, in words that any client may read.
    public var detail: String
    /// Fields the response carries, such as `Allow`.
    public var fields: HTTPFields

    /// A failure to be thrown by a handler.
    public init(_ status: HTTPResponse.Status, _ detail: String = "", fields: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }

    /// The status and the detail as plain text.
    public var response: ServerResponse {
        var text = "\(status.code) \(status.reasonPhrase)"
        if !detail.isEmpty { text += ": \(detail)" }
        return ServerResponse.text(text + "\n", status: status, fields: fields)
    }
}

extension HTTPError {
    /// 400.
    public static func badRequest(_ detail: String) -> HTTPError { HTTPError(.badRequest, detail) }
    /// 404.
    public static func notFound(_ detail: String = "") -> HTTPError { HTTPError(.notFound, detail) }

    static let uriTooLong = HTTPError(.uriTooLong, "the request line is too long")
    static let fieldsTooLarge = HTTPError(
        .requestHeaderFieldsTooLarge, "the request has too many or too large fields")
    static let expectationFailed = HTTPError(.expectationFailed, "only 100-continue is a known expectation")
    static let internalError = HTTPError(.internalServerError)
    static let shuttingDown = HTTPError(.serviceUnavailable, "the server is shutting down")
    static let headTimeout = HTTPError(.requestTimeout, "the request took too long to arrive")
    static let bodyTimeout = HTTPError(.requestTimeout, "the body took too long to arrive")
    static let bodyCut = HTTPError.badRequest("the connection ended within the body")

    static func bodyTooLarge(limit: Int) -> HTTPError {
        HTTPError(.contentTooLarge, "the body is larger than \(limit) bytes")
    }
}
