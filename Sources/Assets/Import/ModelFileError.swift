/// Why a model file, or an archive of them, is not read: what is wrong, in which file, and where in it.
public struct ModelFileError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The bytes end before what they announce.
        case truncated
        /// The bytes break the format's rules.
        case malformed(String)
        /// There is more of something than this project takes, or than the bytes could hold.
        case tooLarge(String, count: Int, limit: Int)
        /// The file is sound, but uses something that is not read here.
        case unsupported(String)
        /// A reference to something that is not there.
        case outOfRange(String, index: Int, count: Int)
        /// A number is NaN or infinite.
        case notFinite(String)
        /// A node is its own ancestor, or has two parents.
        case cycle(node: Int)
        /// A path that leads out of its archive.
        case unsafePath(String)
        /// The file itself cannot be read.
        case unreadable(String)
    }

    /// The file's name, as the caller gave it.
    public var file: String
    /// Where in the file, such as `line 12` or `accessor 3`; empty for the file as a whole.
    public var place: String
    /// What is wrong.
    public var reason: Reason

    /// An error in a file.
    public init(_ file: String, at place: String = "", _ reason: Reason) {
        self.file = file
        self.place = place
        self.reason = reason
    }
}

extension ModelFileError: CustomStringConvertible {
    /// The fault in words for a person.
    public var description: String {
        "'\(file.suffix(200))'" + (place.isEmpty ? ": " : ", \(place): ") + detail
    }

    /// What is wrong, without the file and the place.
    public var detail: String {
        switch reason {
        case .truncated: "the data ends too early"
        case .malformed(let detail): detail
        case .tooLarge(let what, let count, let limit): "\(count) \(what) are more than the \(limit) allowed"
        case .unsupported(let what): "\(what) is not supported"
        case .outOfRange(let what, let index, let count): "there is no \(what) \(index) among \(count)"
        case .notFinite(let what): "\(what) is not a finite number"
        case .cycle(let node): "node \(node) has two parents or is its own ancestor"
        case .unsafePath(let path): "the path '\(path.prefix(100))' leads out of the archive"
        case .unreadable(let detail): "it cannot be read: \(detail)"
        }
    }
}
