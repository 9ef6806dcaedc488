public import HTTPTypes

/// Chooses a handler by method and path.
///
/// A literal segment beats a parameter, a parameter beats a remainder. `HEAD` falls back on `GET`;
/// `OPTIONS` answers `Allow`; a path known under other methods answers 405 with `Allow`.
///
/// ```swift
/// var router = Router()
/// try router.get("/layouts/{id}") { request in
///     .text(request.parameters["id"] ?? "")
/// }
/// ```
public struct Router: Responder {
    /// Answers one route's requests.
    public typealias Handler = @Sendable (ServerRequest) async throws -> ServerResponse
    /// Wraps every handler, also the one that answers 404; it calls `next` or answers itself.
    public typealias Middleware =
        @Sendable (_ request: ServerRequest, _ next: Handler) async throws -> ServerResponse

    private var root = RouteNode()
    private var middleware: [Middleware] = []
    private let renderError: ErrorRenderer

    /// - Parameter renderError: renders whatever handlers throw, and the router's own 404 and 405.
    public init(renderError: @escaping ErrorRenderer = renderErrorPlainly) {
        self.renderError = renderError
    }

    /// Adds a route.
    ///
    /// - Throws: ``RouteError`` when the pattern is malformed or taken.
    public mutating func on(
        _ method: HTTPRequest.Method, _ pattern: String, _ handler: @escaping Handler
    ) throws(RouteError) {
        let parsed = try RoutePattern(pattern)
        guard root.insert(parsed, method: method, handler: handler) else {
            throw .duplicate(method: method.rawValue, pattern: pattern)
        }
    }

    /// Adds a route for GET, and so for HEAD.
    public mutating func get(_ pattern: String, _ handler: @escaping Handler) throws(RouteError) {
        try on(.get, pattern, handler)
    }

    /// Adds a route for POST.
    public mutating func post(_ pattern: String, _ handler: @escaping Handler) throws(RouteError) {
        try on(.post, pattern, handler)
    }

    /// Adds a route for PUT.
    public mutating func put(_ pattern: String, _ handler: @escaping Handler) throws(RouteError) {
        try on(.put, pattern, handler)
    }

    /// Adds a route for DELETE.
    public mutating func delete(_ pattern: String, _ handler: @escaping Handler) throws(RouteError) {
        try on(.delete, pattern, handler)
    }

    /// Adds a middleware; the first added is the outermost.
    public mutating func use(_ middleware: @escaping Middleware) {
        self.middleware.append(middleware)
    }

    /// Runs the middleware and the handler; what they throw is rendered.
    public func respond(to request: ServerRequest) async -> ServerResponse {
        do {
            var handler: Handler = { [root] request in try await Self.dispatch(request, root) }
            for wrap in middleware.reversed() {
                let next = handler
                handler = { request in try await wrap(request, next) }
            }
            return try await handler(request)
        } catch {
            return renderError(error, request.head)
        }
    }

    /// Renders an error as this router does.
    public func response(to error: any Error, head: HTTPRequest?) -> ServerResponse {
        renderError(error, head)
    }

    private static func dispatch(_ request: ServerRequest, _ root: RouteNode) async throws -> ServerResponse {
        if request.path == "*" {
            return ServerResponse(
                status: .noContent, fields: [.allow: "GET, HEAD, POST, PUT, DELETE, OPTIONS"])
        }
        var allowed: Set<String> = []
        for match in root.matches(request.segments) {
            let method = request.method == .head && match.routes[.head] == nil ? .get : request.method
            if let route = match.routes[method] {
                var request = request
                request.parameters = route.parameters(match.captured)
                return try await route.handler(request)
            }
            allowed.formUnion(match.routes.keys.map(\.rawValue))
        }
        guard !allowed.isEmpty else { throw HTTPError.notFound("nothing is at \(request.path)") }
        if allowed.contains("GET") { allowed.insert("HEAD") }
        allowed.insert("OPTIONS")
        let fields: HTTPFields = [.allow: allowed.sorted().joined(separator: ", ")]
        switch request.method {
        case .options:
            return ServerResponse(status: .noContent, fields: fields)
        case .get, .head, .post, .put, .delete, .patch, .trace, HTTPRequest.Method(rawValue: "QUERY"):
            let detail = "\(request.method.rawValue) is not for \(request.path)"
            throw HTTPError(.methodNotAllowed, detail, fields: fields)
        default:
            throw HTTPError(.notImplemented, "the method \(request.method.rawValue) is not implemented")
        }
    }
}
