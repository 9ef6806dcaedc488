/// A numeric IP address and a port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// The numeric address, without brackets.
    public var host: String
    /// 0...65535.
    public var port: Int

    /// An address of its parts.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `127.0.0.1:8080` or `[::1]:8080`.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
