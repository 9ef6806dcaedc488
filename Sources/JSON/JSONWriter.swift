/// Writes a `JSONValue` as text: members in their order, doubles as the shortest decimal that reads back
/// to the same double, so the same value always gives the same bytes.
public struct JSONWriter: Sendable {
    /// White space between tokens.
    public enum Layout: Hashable, Sendable {
        /// None.
        case compact
        /// One space after each comma and colon, as Python's `json.dumps` writes by default.
        case spaced
        /// A line per element, indented by this many spaces a level.
        case indented(Int)
    }

    /// White space between tokens.
    public var layout: Layout
    /// Write every code point beyond ASCII as `\uXXXX`.
    public var escapesNonASCII: Bool
    /// Write non-finite numbers as Python does (`NaN`, `Infinity`); otherwise they become `null`.
    public var writesNonFiniteNumbers: Bool

    /// A writer with this layout.
    public init(
        _ layout: Layout = .compact, escapesNonASCII: Bool = false, writesNonFiniteNumbers: Bool = false
    ) {
        self.layout = layout
        self.escapesNonASCII = escapesNonASCII
        self.writesNonFiniteNumbers = writesNonFiniteNumbers
    }

    /// The text of a value as UTF-8.
    public func bytes(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        write(value, level: 0, to: &output)
        return output
    }

    /// The text of a value.
    public func string(_ value: JSONValue) -> String {
        String(decoding: bytes(value), as: UTF8.self)
    }

    private func write(_ value: JSONValue, level: Int, to output: inout [UInt8]) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let flag): output += (flag ? "true" : "false").utf8
        case .integer(let integer): output += String(integer).utf8
        case .number(let number): output += numberText(number).utf8
        case .string(let text): write(text, to: &output)
        case .array(let elements):
            writeSequence("[", "]", elements, level: level, to: &output) { element, output in
                write(element, level: level + 1, to: &output)
            }
        case .object(let object):
            writeSequence("{", "}", object.members, level: level, to: &output) { member, output in
                write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                if layout != .compact { output.append(0x20) }
                write(member.value, level: level + 1, to: &output)
            }
        }
    }

    private func writeSequence<Element>(
        _ open: String, _ close: String, _ elements: [Element], level: Int, to output: inout [UInt8],
        each: (Element, inout [UInt8]) -> Void
    ) {
        output += open.utf8
        for (position, element) in elements.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            switch layout {
            case .compact: break
            case .spaced: if position > 0 { output.append(0x20) }
            case .indented(let width): newLine(width * (level + 1), &output)
            }
            each(element, &output)
        }
        if case .indented(let width) = layout, !elements.isEmpty { newLine(width * level, &output) }
        output += close.utf8
    }

    private func newLine(_ indentation: Int, _ output: inout [UInt8]) {
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: indentation))
    }

    private func numberText(_ number: Double) -> String {
        if number.isFinite { return number.description }
        guard writesNonFiniteNumbers else { return "null" }
        return number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
    }

    private func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\"".utf8
            case "\\": output += "\\\\".utf8
            case "\n": output += "\\n".utf8
            case "\r": output += "\\r".utf8
            case "\t": output += "\\t".utf8
            case "\u{08}": output += "\\b".utf8
            case "\u{0C}": output += "\\f".utf8
            default:
                if scalar.value < 0x20 || (escapesNonASCII && scalar.value > 0x7E) {
                    for unit in UTF16.encode(scalar) ?? UTF16.EncodedScalar() { escape(unit, to: &output) }
                } else {
                    output += UTF8.encode(scalar) ?? UTF8.EncodedScalar()
                }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private func escape(_ unit: UInt16, to output: inout [UInt8]) {
        let digits = String(unit, radix: 16)
        output += "\\u".utf8
        output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        output += digits.utf8
    }
}
