import SceneGraph

/// Python's reading of a text between `'''` and `'''`, as `ast.literal_eval` does it.
///
/// The text itself may end the literal and go on with further literals, which are joined, or with a comment.
package struct PythonStringLiteral {
    private let source: [Unicode.Scalar]
    private var position = 0
    private var value = String.UnicodeScalarView()

    private init(source: [Unicode.Scalar]) {
        self.source = source
    }

    /// Whether `'''text'''` stands for a part of a text as it is: nothing in it is escaped, ends the literal, or is read as
    /// something else.
    package static func isPlain(_ text: PythonText.Bytes, _ part: Range<Int>) -> Bool {
        var quotes = 0
        for index in part {
            switch text[index] {
            case UInt8(ascii: "\\"), UInt8(ascii: "\r"), 0: return false
            case UInt8(ascii: "'"):
                quotes += 1
                if quotes == 3 { return false }
            default: quotes = 0
            }
        }
        return quotes == 0
    }

    /// The string that `'''text'''` stands for; nil where Python refuses it.
    package static func evaluate(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        guard !text.contains("\0") else { return nil }
        let quotes = Array("'''".unicodeScalars)
        var literal = PythonStringLiteral(source: universalNewlines(quotes + text + quotes))
        return literal.expression() ? String(literal.value) : nil
    }

    /// Python's tokenizer reads `\r\n` and `\r` as `\n`.
    private static func universalNewlines(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.count)
        for (index, scalar) in text.enumerated() {
            if scalar == "\n", index > 0, text[index - 1] == "\r" { continue }
            result.append(scalar == "\r" ? "\n" : scalar)
        }
        return result
    }

    private var peek: Unicode.Scalar? { position < source.count ? source[position] : nil }

    private func peek(_ offset: Int) -> Unicode.Scalar? {
        position + offset < source.count ? source[position + offset] : nil
    }

    private mutating func expression() -> Bool {
        var isFirst = true
        var isLineOver = false
        while let scalar = peek {
            switch scalar {
            case " ", "\t", "\u{0C}": position += 1
            case "\\" where peek(1) == "\n": position += 2
            case "\n":
                isLineOver = true
                position += 1
            case "#":
                while let next = peek, next != "\n" { position += 1 }
            case _ where isLineOver: return false
            case "'", "\"":
                guard literal(isRaw: false) else { return false }
                isFirst = false
            case "r", "R", "u", "U":
                position += 1
                guard !isFirst, peek == "'" || peek == "\"" else { return false }
                guard literal(isRaw: scalar == "r" || scalar == "R") else { return false }
            default: return false
            }
        }
        return true
    }

    private mutating func literal(isRaw: Bool) -> Bool {
        guard let quote = peek else { return false }
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        while let scalar = peek {
            if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return true
            }
            position += 1
            if scalar == "\\" {
                guard escape(isRaw: isRaw) else { return false }
            } else {
                if scalar == "\n", !isTriple { return false }
                value.append(scalar)
            }
        }
        return false
    }

    private mutating func escape(isRaw: Bool) -> Bool {
        guard let scalar = peek else { return false }
        position += 1
        if isRaw {
            value.append("\\")
            value.append(scalar)
            return true
        }
        switch scalar {
        case "\n": return true
        case "\\", "'", "\"": value.append(scalar)
        case "a": value.append("\u{07}")
        case "b": value.append("\u{08}")
        case "f": value.append("\u{0C}")
        case "n": value.append("\n")
        case "r": value.append("\r")
        case "t": value.append("\t")
        case "v": value.append("\u{0B}")
        case "0"..."7":
            var code = scalar.value - 0x30
            for _ in 0..<2 {
                guard let digit = peek, ("0"..."7").contains(digit) else { break }
                code = code * 8 + digit.value - 0x30
                position += 1
            }
            return append(code)
        case "x": return hexadecimal(digits: 2)
        case "u": return hexadecimal(digits: 4)
        case "U": return hexadecimal(digits: 8)
        case "N": return named()
        default:
            // Python keeps the backslash before a letter that it does not know.
            value.append("\\")
            value.append(scalar)
        }
        return true
    }

    private mutating func hexadecimal(digits: Int) -> Bool {
        var code: UInt32 = 0
        for _ in 0..<digits {
            guard let scalar = peek, scalar.isASCII, let digit = Character(scalar).hexDigitValue,
                code < 0x1000_0000
            else { return false }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return append(code)
    }

    private mutating func append(_ code: UInt32) -> Bool {
        guard code <= 0x10FFFF else { return false }
        // Half of a surrogate pair, which Python keeps, has no place in a Swift string.
        value.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        return true
    }

    private mutating func named() -> Bool {
        guard peek == "{", let end = source[position...].prefix(100).firstIndex(of: "}") else { return false }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: source[(position + 1)..<end])
        let name = String(view).uppercased()
        position = end + 1
        // Names beyond the Latin letters are refused: looking all of Unicode through would take seconds.
        for code in UInt32(0)...0x24F {
            guard let scalar = Unicode.Scalar(code) else { continue }
            if scalar.properties.name == name || scalar.properties.nameAlias == name {
                value.append(scalar)
                return true
            }
        }
        return false
    }
}
