/// Why a tokenizer cannot be read or used.
public enum TokenizerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither `tokenizer.json` nor `vocab.json` with `merges.txt` is in the directory.
    case missing(directory: String)
    /// A file cannot be read.
    case unreadable(file: String, reason: String)
    /// A file is not JSON.
    case notJSON(file: String, reason: String)
    /// A file is JSON but does not describe a tokenizer: what and where.
    case malformed(file: String, reason: String)
    /// The file asks for a component that this tokenizer does not have.
    case unsupported(file: String, component: String)
    /// A text, word or table beyond the limits of this tokenizer.
    case tooLarge(what: String, limit: Int)
    /// A token that the caller needs is not in the vocabulary.
    case unknownToken(String)

    public var description: String {
        switch self {
        case .missing(let directory):
            "no tokenizer in \(directory): it needs tokenizer.json, or vocab.json with merges.txt"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .notJSON(let file, let reason): "\(file) is not JSON: \(reason)"
        case .malformed(let file, let reason): "\(file) does not describe a tokenizer: \(reason)"
        case .unsupported(let file, let component): "\(file) asks for \(component), which is not supported"
        case .tooLarge(let what, let limit): "\(what) exceeds the limit of \(limit)"
        case .unknownToken(let token): "the vocabulary has no token '\(token)'"
        }
    }
}
