public import HTTPTypes

/// What a server asks for its responses.
public protocol Responder: Sendable {
    /// The response to a request; a failure is a response too.
    func respond(to request: ServerRequest) async -> ServerResponse

    /// The response to a failure, also to one before any request could be read.
    ///
    /// - Parameter head: the request as far as it is known.
    func response(to error: any Error, head: HTTPRequest?) -> ServerResponse
}

/// Renders an error as a response. It must not throw away the fields of an ``HTTPError``, such as `Allow`.
public typealias ErrorRenderer = @Sendable (_ error: any Error, _ head: HTTPRequest?) -> ServerResponse

/// The plain way to render errors: those that render themselves do, others answer a bare 500.
public func renderErrorPlainly(_ error: any Error, head: HTTPRequest?) -> ServerResponse {
    switch error {
    case let error as any HTTPResponseError: error.response
    case is CancellationError: HTTPError.shuttingDown.response
    default: HTTPError.internalError.response
    }
}

/// A responder made of one handler.
public struct HandlerResponder: Responder {
    private let handler: @Sendable (ServerRequest) async throws -> ServerResponse
    private let renderError: ErrorRenderer

    /// A responder that gives every request to the handler.
    public init(
        renderError: @escaping ErrorRenderer = renderErrorPlainly,
        handler: @escaping @Sendable (ServerRequest) async throws -> ServerResponse
    ) {
        self.handler = handler
        self.renderError = renderError
    }

    /// Runs the handler; what it throws is rendered.
    public func respond(to request: ServerRequest) async -> ServerResponse {
        do {
            return try await handler(request)
        } catch {
            return renderError(error, request.head)
        }
    }

    /// Renders an error as this responder does.
    public func response(to error: any Error, head: HTTPRequest?) -> ServerResponse {
        renderError(error, head)
    }
}
