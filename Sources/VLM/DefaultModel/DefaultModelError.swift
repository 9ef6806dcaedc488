/// Why the default model cannot be made.
public enum DefaultModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file or directory cannot be written.
    case unwritable(file: String, reason: String)
    /// The vocabulary that was learnt lacks a token that numbers are written with.
    case missingToken(String)

    public var description: String {
        switch self {
        case .unwritable(let file, let reason): "\(file) cannot be written: \(reason)"
        case .missingToken(let text): "the vocabulary has no token '\(text)'"
        }
    }
}
