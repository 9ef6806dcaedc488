/// Why bytes are not the JSON that was asked for, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case trailingContent
        case tooDeep(limit: Int)
        case invalidUTF8
        case controlCharacterInString
        case invalidEscape
        case loneSurrogate
        case numberOutOfRange
        case tooLarge(limit: Int)
    }

    /// What is wrong.
    public let reason: Reason
    /// The offset of the offending byte from the start.
    public let offset: Int
    /// The line of that byte, from 1.
    public let line: Int
    /// The column of that byte in its line, in bytes, from 1.
    public let column: Int

    package init(reason: Reason, offset: Int, line: Int, column: Int) {
        self.reason = reason
        self.offset = offset
        self.line = line
        self.column = column
    }

    public var description: String {
        "\(reasonText) at line \(line), column \(column)"
    }

    private var reasonText: String {
        switch reason {
        case .unexpectedEnd: "the JSON ends too early"
        case .unexpectedByte(let byte) where (0x21...0x7E).contains(byte):
            "unexpected '\(Character(UnicodeScalar(byte)))'"
        case .unexpectedByte(let byte): "unexpected byte \(byte)"
        case .trailingContent: "more content after the JSON value"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .invalidUTF8: "not valid UTF-8"
        case .controlCharacterInString: "a control character inside a string"
        case .invalidEscape: "an invalid escape in a string"
        case .loneSurrogate: "half of a surrogate pair in a string"
        case .numberOutOfRange: "a number too large for a double"
        case .tooLarge(let limit): "longer than \(limit) bytes"
        }
    }
}
