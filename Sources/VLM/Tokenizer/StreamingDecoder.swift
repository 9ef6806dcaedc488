/// Turns bytes that arrive token by token into text, holding back a character until all its bytes are there.
///
/// The pieces joined together equal the decoding of all bytes at once: malformed bytes become U+FFFD.
public struct StreamingDecoder: Sendable {
    private var held: [UInt8] = []

    /// A decoder at the start of a text.
    public init() {}

    /// The text that these bytes complete; may be empty.
    public mutating func append(_ bytes: some Sequence<UInt8>) -> String {
        held.append(contentsOf: bytes)
        let complete = held.count - Self.incompleteTail(of: held)
        defer { held.removeFirst(complete) }
        return String(decoding: held[..<complete], as: UTF8.self)
    }

    /// What is left at the end: U+FFFD for an unfinished character.
    public mutating func finish() -> String {
        defer { held.removeAll() }
        return String(decoding: held, as: UTF8.self)
    }

    /// How many bytes at the end may still grow into one character (Unicode, table 3-7).
    private static func incompleteTail(of bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let start = bytes.count - length
            let lead = bytes[start]
            if lead & 0xC0 == 0x80 { continue }
            let (width, second): (Int, ClosedRange<UInt8>) =
                switch lead {
                case 0xC2...0xDF: (2, 0x80...0xBF)
                case 0xE0: (3, 0xA0...0xBF)
                case 0xED: (3, 0x80...0x9F)
                case 0xE1...0xEF: (3, 0x80...0xBF)
                case 0xF0: (4, 0x90...0xBF)
                case 0xF1...0xF3: (4, 0x80...0xBF)
                case 0xF4: (4, 0x80...0x8F)
                default: (1, 0x80...0xBF)
                }
            if length >= width { return 0 }
            if length > 1, !second.contains(bytes[start + 1]) { return 0 }
            return length
        }
        return 0
    }
}
