/// What the splitting patterns of byte-level BPE distinguish about a code point.
///
/// The classes follow Unicode 16.0, as the regular-expression engine of the reference `tokenizers` library
/// (0.23) does: code points assigned later count as `other` here although a newer standard library knows them.
package enum CharacterClass: UInt8, Sendable {
    /// None of the others: marks, punctuation, symbols, controls, unassigned.
    case other
    /// `\p{L}`.
    case letter
    /// `\p{N}`.
    case number
    /// `\s` without the two below: White_Space.
    case space
    /// Line feed or carriage return.
    case newline

    private static let ascii: [CharacterClass] = (0..<128).map { classify(Unicode.Scalar(UInt8($0))) }

    /// The class of a code point.
    @inline(__always)
    package init(_ scalar: Unicode.Scalar) {
        self = scalar.value < 128 ? Self.ascii[Int(scalar.value)] : Self.classify(scalar)
    }

    /// Whether `\s` matches.
    package var isSpace: Bool { self == .space || self == .newline }

    private static func classify(_ scalar: Unicode.Scalar) -> CharacterClass {
        if scalar == "\n" || scalar == "\r" { return .newline }
        let properties = scalar.properties
        if properties.isWhitespace { return .space }
        let found: CharacterClass
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            found = .letter
        case .decimalNumber, .letterNumber, .otherNumber: found = .number
        default: return .other
        }
        if let age = properties.age, age.major > 16 { return .other }
        return found
    }
}
