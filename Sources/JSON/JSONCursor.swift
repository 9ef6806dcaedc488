/// A value together with the place where it stands, so that every complaint names its field.
///
/// ```swift
/// let cursor = JSONCursor(try JSONValue.parse(bytes))
/// let width = try cursor["size"]["x"].finiteDouble()   // "/size/x must be a number"
/// ```
public struct JSONCursor: Sendable {
    /// The value here; nil when the member is absent.
    public let value: JSONValue?
    /// RFC 6901 pointer to this place.
    public let pointer: String

    /// A cursor on the root of a document.
    public init(_ value: JSONValue, pointer: String = "") {
        self.value = value
        self.pointer = pointer
    }

    private init(optional value: JSONValue?, pointer: String) {
        self.value = value
        self.pointer = pointer
    }

    /// The member of an object; absent (not an error) when there is none.
    public subscript(key: String) -> JSONCursor {
        JSONCursor(optional: value?[key], pointer: pointer + "/" + Self.escape(key))
    }

    /// Whether the value is absent or `null`.
    public var isAbsent: Bool { value == nil || value == .null }

    /// This cursor, or nil when the value is absent or `null`.
    public var ifPresent: JSONCursor? { isAbsent ? nil : self }

    /// A complaint about this place.
    public func fault(_ detail: String) -> JSONFieldError { JSONFieldError(pointer: pointer, detail: detail) }

    private func mismatch(_ wanted: String) -> JSONFieldError {
        guard let value else { return fault("is missing: \(wanted) is required") }
        return fault("must be \(wanted), not \(value.kindName)")
    }

    /// The text of a string.
    public func string() throws -> String {
        guard let text = value?.stringValue else { throw mismatch("a string") }
        return text
    }

    /// A finite number.
    public func finiteDouble() throws -> Double {
        guard let number = value?.doubleValue else { throw mismatch("a number") }
        guard number.isFinite else { throw fault("must be a finite number") }
        return number
    }

    /// A finite number within bounds, ends included.
    public func double(in range: ClosedRange<Double>) throws -> Double {
        let number = try finiteDouble()
        guard range.contains(number) else {
            throw fault("must lie between \(range.lowerBound) and \(range.upperBound), not \(number)")
        }
        return number
    }

    /// A whole number within bounds, ends included.
    public func integer(in range: ClosedRange<Int>) throws -> Int {
        guard let number = value?.doubleValue else { throw mismatch("a whole number") }
        guard let integer = value?.integerValue else { throw fault("must be a whole number, not \(number)") }
        guard range.contains(integer) else {
            throw fault("must lie between \(range.lowerBound) and \(range.upperBound), not \(integer)")
        }
        return integer
    }

    /// A boolean.
    public func bool() throws -> Bool {
        guard let flag = value?.boolValue else { throw mismatch("true or false") }
        return flag
    }

    /// The members of an object.
    public func object() throws -> JSONObject {
        guard let object = value?.objectValue else { throw mismatch("an object") }
        return object
    }

    /// The elements of an array, each with its own pointer.
    public func array(maximumCount: Int = .max) throws -> [JSONCursor] {
        guard let elements = value?.arrayValue else { throw mismatch("an array") }
        guard elements.count <= maximumCount else {
            throw fault("has \(elements.count) elements; at most \(maximumCount) are allowed")
        }
        return elements.enumerated().map { JSONCursor($1, pointer: "\(pointer)/\($0)") }
    }

    /// One of a set of words.
    public func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        let text = try string()
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw fault("must be one of \(known), not '\(text.prefix(80))'")
        }
        return choice
    }

    /// Refuses members beyond the named ones, so that a misspelt field is not silently ignored.
    public func allowOnly(_ keys: Set<String>) throws {
        for key in try object().keys where !keys.contains(key) {
            throw self[key].fault("is not a known field")
        }
    }

    private static func escape(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        return key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
