public import HTTPTypes

/// What became of one request; for logs and metrics.
public struct ExchangeRecord: Sendable {
    /// The request; nil when its head could not be read.
    public let request: HTTPRequest?
    /// The peer.
    public let remoteAddress: SocketAddress
    /// The status that was sent.
    public let status: HTTPResponse.Status
    /// The bytes sent, head and framing included.
    public let bytesSent: Int
    /// From the whole head to the response's last byte.
    public let duration: Duration
    /// Why the response was cut, if it was.
    public let failure: (any Error)?
}
