import Foundation

/// Why a service cannot start, in a line for the person who started it.
public struct StartError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// The system's words for a failed file operation.
    static func reason(_ error: any Error) -> String {
        let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let inner, inner.domain == NSPOSIXErrorDomain, let code = Int32(exactly: inner.code) {
            return String(cString: strerror(code))
        }
        return error.localizedDescription
    }
}
