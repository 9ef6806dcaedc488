import HTTPServer
import HTTPTypes

/// A strong ETag of something that never changes once it is made: a kept layout, a picture of it, a room.
struct ContentTag: Hashable, Sendable {
    /// Changes when a later version shows the same thing differently.
    private static let edition = 2

    let text: String

    init(_ id: String, _ variant: String) {
        text = "\"\(id)-\(variant)-\(Self.edition)\""
    }

    /// `no-cache` lets a client keep the answer, but ask each time whether it still holds: things can be deleted.
    var fields: HTTPFields { [.eTag: text, .cacheControl: "no-cache"] }

    var notModified: ServerResponse { ServerResponse(status: .notModified, fields: fields) }

    /// Whether the client has this already (RFC 9110, 13.1.2).
    func matches(_ request: ServerRequest) -> Bool {
        request.fields[.ifNoneMatch].map { EntityTag.matches($0, text) } ?? false
    }
}
