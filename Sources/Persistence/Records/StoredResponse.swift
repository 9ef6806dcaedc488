/// The answer to a request that carried an idempotency key.
public struct StoredResponse: Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The `Location` header.
    public var location: String?
    /// The `Content-Type` header.
    public var contentType: String?
    /// The bytes of the body.
    public var body: [UInt8]

    /// An answer to be given again.
    public init(status: Int, location: String? = nil, contentType: String? = nil, body: [UInt8]) {
        self.status = status
        self.location = location
        self.contentType = contentType
        self.body = body
    }
}
