/// A JSON value that does not fit the form asked of it: which one, and why.
public struct JSONFieldError: Error, Hashable, Sendable, CustomStringConvertible {
    /// RFC 6901 pointer to the value, `""` for the whole document.
    public let pointer: String
    /// What is wrong, as a sentence fragment that follows the field's name.
    public let detail: String

    /// A fault at a pointer.
    public init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }

    public var description: String { "\(pointer.isEmpty ? "the document" : pointer) \(detail)" }
}
