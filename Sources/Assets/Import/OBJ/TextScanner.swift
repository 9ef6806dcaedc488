import Foundation

/// Words and numbers of a text, line by line, straight from its bytes.
struct TextScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// The number of the line, from 1.
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether all is read.
    var isAtEnd: Bool { position >= bytes.count }

    /// The next word of this line; nil at its end. A backslash before the end of a line joins the next to it.
    mutating func word() -> ArraySlice<UInt8>? {
        skipBlanks()
        let start = position
        while position < bytes.count, bytes[position] > 0x20, !isContinuation { position += 1 }
        return position > start ? bytes[start..<position] : nil
    }

    /// What is left of this line, without blanks around it.
    mutating func rest() -> String {
        skipBlanks()
        let start = position
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).trimmed
    }

    /// Goes to the beginning of the next line.
    mutating func nextLine() {
        while position < bytes.count, bytes[position] != 10 {
            // A carriage return alone ends a line too.
            if bytes[position] == 13, position + 1 == bytes.count || bytes[position + 1] != 10 { break }
            if isContinuation { line += 1 }
            position += isContinuation ? continuationLength : 1
        }
        position += 1
        line += 1
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            if bytes[position] == 0x20 || bytes[position] == 9 {
                position += 1
            } else if isContinuation {
                position += continuationLength
                line += 1
            } else {
                return
            }
        }
    }

    private var isContinuation: Bool {
        guard bytes[position] == 0x5C, position + 1 < bytes.count else { return false }
        return bytes[position + 1] == 10 || bytes[position + 1] == 13
    }

    private var continuationLength: Int {
        bytes[position + 1] == 13 && position + 2 < bytes.count && bytes[position + 2] == 10 ? 3 : 2
    }

    /// A decimal number; NaN and infinity for the words that C's `strtod` knows; nil for anything else.
    ///
    /// The digits are gathered in an integer and scaled once, which is exact for up to 15 digits and wrong by at most
    /// a few units in a double's last place beyond, far below what a `Float` keeps.
    static func number(_ word: ArraySlice<UInt8>) -> Double? {
        var index = word.startIndex
        var isNegative = false
        if index < word.endIndex, word[index] == UInt8(ascii: "-") || word[index] == UInt8(ascii: "+") {
            isNegative = word[index] == UInt8(ascii: "-")
            index += 1
        }
        var mantissa: UInt64 = 0
        var (exponent, digits, hasPoint) = (0, 0, false)
        while index < word.endIndex {
            let byte = word[index]
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if byte >= 0x30, byte <= 0x39 {
                digits += 1
                if mantissa < 100_000_000_000_000_000 {
                    mantissa = mantissa * 10 + UInt64(byte - 0x30)
                    if hasPoint { exponent -= 1 }
                } else if !hasPoint {
                    exponent += 1
                }
            } else {
                break
            }
            index += 1
        }
        guard digits > 0 else { return spelled(word) }
        if index < word.endIndex, word[index] | 0x20 == UInt8(ascii: "e") {
            guard let power = integer(word[(index + 1)...]) else { return nil }
            exponent += power
            index = word.endIndex
        }
        guard index == word.endIndex else { return nil }
        let scale = min(max(exponent, -400), 400)
        let value = scale < 0 ? Double(mantissa) / pow(10, Double(-scale)) : Double(mantissa) * pow(10, Double(scale))
        let result = mantissa == 0 ? 0 : value
        return isNegative ? -result : result
    }

    private static func spelled(_ word: ArraySlice<UInt8>) -> Double? {
        switch String(decoding: word.prefix(12), as: UTF8.self).lowercased().drop(while: { $0 == "-" || $0 == "+" }) {
        case "nan", "nan(ind)": .nan
        case "inf", "infinity": .infinity
        default: nil
        }
    }

    /// A whole number of up to nine digits, with a sign or without; nil for anything else.
    static func integer(_ word: ArraySlice<UInt8>) -> Int? {
        var digits = word
        var isNegative = false
        if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        guard (1...9).contains(digits.count) else { return nil }
        var value = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return isNegative ? -value : value
    }
}
