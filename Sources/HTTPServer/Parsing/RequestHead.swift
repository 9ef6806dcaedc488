package import HTTPTypes

/// A parsed request head with what it says about the message's framing.
package struct RequestHead: Sendable, Hashable {
    /// How the body's end is found (RFC 9112, section 6).
    package enum Framing: Sendable, Hashable {
        case length(Int)
        case chunked
    }

    /// The request; its path is the target in origin form, or `*`, and `Host` is its authority.
    package var request: HTTPRequest
    /// The minor version of HTTP/1, 0 or 1; higher ones count as 1.
    package var minorVersion: Int
    package var framing: Framing
    /// Whether the client lets the connection live on after the response.
    package var keepsAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends the body.
    package var expectsContinue: Bool
}
