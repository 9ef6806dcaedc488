/// A client's `Idempotency-Key` on a route: the same key on another route is another request.
public struct IdempotencyKey: Hashable, Sendable {
    /// The header's value.
    public var key: String
    /// Method and path, such as `POST /layout`.
    public var route: String

    /// A client's key on a route.
    public init(_ key: String, route: String) {
        self.key = key
        self.route = route
    }
}
