import Foundation
import VLM

/// A call of the system that failed.
struct SystemError: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// Any error that comes of writing files, in words that name the system's reason.
    static func reason(of error: any Error) -> String {
        if let error = error as? CheckpointError, case .inputOutput(let call, let code) = error.reason {
            return "\(error.file): \(SystemError(call: call, code: code))"
        }
        if let error = error as? CocoaError {
            if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
                underlying.domain == NSPOSIXErrorDomain
            {
                return String(cString: strerror(Int32(underlying.code)))
            }
            if error.code == .fileWriteOutOfSpace { return String(cString: strerror(ENOSPC)) }
            return error.localizedDescription
        }
        return "\(error)"
    }
}
