/// The pairs of a Java properties file in Latin-1, as `java.util.Properties.load` reads them (Java SE API).
struct JavaProperties {
    private(set) var values: [String: String] = [:]

    /// Reads a file. Every byte is a character of Latin-1, so every file can be read; of a key that is there twice
    /// the last counts.
    init(latin1 bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        while let line = reader.logicalLine() {
            let (key, value) = Self.split(line)
            values[key] = value
        }
    }

    subscript(key: String) -> String? { values[key] }

    /// The key ends at the first `=`, `:` or blank that no backslash escapes.
    private static func split(_ line: [UInt8]) -> (key: String, value: String) {
        var end = 0
        while end < line.count, !isBlank(line[end]), line[end] != 0x3D, line[end] != 0x3A {
            end += line[end] == 0x5C ? 2 : 1
        }
        end = min(end, line.count)
        var start = end
        while start < line.count, isBlank(line[start]) { start += 1 }
        if start < line.count, line[start] == 0x3D || line[start] == 0x3A {
            start += 1
            while start < line.count, isBlank(line[start]) { start += 1 }
        }
        return (text(line[..<end]), text(line[start...]))
    }

    /// Latin-1 with its escapes; `\uXXXX` is a UTF-16 unit.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            guard byte == 0x5C, index < bytes.endIndex else {
                if byte != 0x5C { units.append(UInt16(byte)) }
                continue
            }
            let escaped = bytes[index]
            index += 1
            switch escaped {
            case UInt8(ascii: "t"): units.append(9)
            case UInt8(ascii: "n"): units.append(10)
            case UInt8(ascii: "r"): units.append(13)
            case UInt8(ascii: "f"): units.append(12)
            case UInt8(ascii: "u"):
                let digits = bytes[index...].prefix(4)
                if digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) {
                    units.append(unit)
                    index += 4
                }
            default: units.append(UInt16(escaped))
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 12 }

    /// Gives lines joined where they end in an odd number of backslashes, without comments and empty ones.
    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func logicalLine() -> [UInt8]? {
            while position < bytes.count {
                var line = Array(naturalLine())
                guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "!") else {
                    continue
                }
                while position < bytes.count, line.reversed().prefix(while: { $0 == 0x5C }).count % 2 == 1 {
                    line.removeLast()
                    line += naturalLine()
                }
                return line
            }
            return nil
        }

        /// The next line without the blanks before it.
        private mutating func naturalLine() -> ArraySlice<UInt8> {
            while position < bytes.count, JavaProperties.isBlank(bytes[position]) { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
            let line = bytes[start..<position]
            if position < bytes.count {
                position += bytes[position] == 13 && position + 1 < bytes.count && bytes[position + 1] == 10 ? 2 : 1
            }
            return line
        }
    }
}
