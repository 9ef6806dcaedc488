import CSockets

/// A failed system call.
public struct SocketError: Error, Hashable, CustomStringConvertible {
    /// The errno.
    public let code: Int32
    /// The call, and what it was made for.
    public let call: String

    package init(code: Int32, call: String) {
        self.code = code
        self.call = call
    }

    /// The call and the system's words for the errno.
    public var description: String { "\(call): \(String(cString: csockets_error_name(code)))" }

    /// The result, or the error that a negative one stands for.
    @discardableResult
    package static func check(_ result: Int32, _ call: @autoclosure () -> String) throws(SocketError) -> Int32 {
        guard result >= 0 else { throw SocketError(code: -result, call: call()) }
        return result
    }
}

/// A host that could not be resolved.
public struct ResolverError: Error, Hashable, CustomStringConvertible {
    /// The name that was to be listened on.
    public let host: String
    /// getaddrinfo's code.
    public let code: Int32

    /// The host and the resolver's words.
    public var description: String {
        "cannot resolve \(host): \(String(cString: csockets_resolver_error_text(code)))"
    }
}
