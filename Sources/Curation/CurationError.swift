/// Why data cannot be made or read.
public enum CurationError: Error, Hashable, Sendable, CustomStringConvertible {
    case badSetting(name: String, detail: String)
    /// No room came of these settings, such as 25 objects in a metre.
    case noRoom(index: Int)

    public var description: String {
        switch self {
        case .badSetting(let name, let detail): "'\(name)' \(detail)"
        case .noRoom(let index): "room \(index): so many objects do not fit rooms of this size"
        }
    }
}
