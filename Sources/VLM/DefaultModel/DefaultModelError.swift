/// Why the default model cannot be made.
public enum DefaultModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file or directory cannot be written.
    case unwritable(file: String, reason: String)

    public var description: String {
        switch self {
        case .unwritable(let file, let reason): "\(file) cannot be written: \(reason)"
        }
    }
}
