/// Reads JSON text (RFC 8259) into a `JSONValue`: bounded in depth, in time linear in the input.
public struct JSONParser {
    /// Which texts are accepted.
    public struct Options: Hashable, Sendable {
        /// How many arrays and objects may be nested in one another.
        public var maximumDepth = 64
        /// Accept `NaN`, `Infinity`, `-Infinity` and numbers that overflow to infinity.
        public var allowsNonFiniteNumbers = false
        /// Read half a surrogate pair as U+FFFD instead of refusing it.
        public var replacesLoneSurrogates = false

        /// RFC 8259, at most 64 levels deep.
        public static let strict = Options()
        /// What Python's `json.loads` accepts.
        public static let python: Options = {
            var options = Options()
            options.maximumDepth = 900
            options.allowsNonFiniteNumbers = true
            options.replacesLoneSurrogates = true
            return options
        }()
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let options: Options
    private var position = 0
    private var depth = 0

    private init(bytes: UnsafeBufferPointer<UInt8>, options: Options) {
        self.bytes = bytes
        self.options = options
    }

    /// Parses exactly one value with white space around it.
    /// - Throws: `JSONError`.
    public static func parse(_ bytes: some Sequence<UInt8>, options: Options = .strict) throws -> JSONValue {
        let result = try bytes.withContiguousStorageIfAvailable { try parse(buffer: $0, options: options) }
        if let result { return result }
        return try Array(bytes).withUnsafeBufferPointer { try parse(buffer: $0, options: options) }
    }

    /// Parses exactly one value with white space around it.
    /// - Throws: `JSONError`.
    public static func parse(_ text: String, options: Options = .strict) throws -> JSONValue {
        var text = text
        return try text.withUTF8 { try parse(buffer: $0, options: options) }
    }

    private static func parse(buffer: UnsafeBufferPointer<UInt8>, options: Options) throws -> JSONValue {
        var parser = JSONParser(bytes: buffer, options: options)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == buffer.count else { throw parser.error(.trailingContent) }
        return value
    }

    // MARK: Grammar

    private mutating func value() throws -> JSONValue {
        guard let byte = peek else { throw error(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N") where options.allowsNonFiniteNumbers: return try word("NaN", .number(.nan))
        case UInt8(ascii: "I") where options.allowsNonFiniteNumbers:
            return try word("Infinity", .number(.infinity))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpectedByte(byte))
        }
    }

    private mutating func object() throws -> JSONValue {
        try enter()
        var object = JSONObject()
        skipSpace()
        if consume(UInt8(ascii: "}")) {
            depth -= 1
            return .object(object)
        }
        while true {
            guard let byte = peek else { throw error(.unexpectedEnd) }
            guard byte == UInt8(ascii: "\"") else { throw error(.unexpectedByte(byte)) }
            let key = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            skipSpace()
            object.set(key, try value())
            skipSpace()
            if consume(UInt8(ascii: "}")) { break }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
        depth -= 1
        return .object(object)
    }

    private mutating func array() throws -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        skipSpace()
        if consume(UInt8(ascii: "]")) {
            depth -= 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            skipSpace()
            if consume(UInt8(ascii: "]")) { break }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func enter() throws {
        guard depth < options.maximumDepth else { throw error(.tooDeep(limit: options.maximumDepth)) }
        depth += 1
        position += 1
    }

    private mutating func word(_ text: StaticString, _ result: JSONValue) throws -> JSONValue {
        for offset in 0..<text.utf8CodeUnitCount {
            guard let byte = peek else { throw error(.unexpectedEnd) }
            guard byte == text.utf8Start[offset] else { throw error(.unexpectedByte(byte)) }
            position += 1
        }
        return result
    }

    private mutating func number() throws -> JSONValue {
        let start = position
        let negative = consume(UInt8(ascii: "-"))
        if negative, options.allowsNonFiniteNumbers, peek == UInt8(ascii: "I") {
            return try word("Infinity", .number(-.infinity))
        }
        var decimal = DecimalNumber(isNegative: negative)
        if consume(UInt8(ascii: "0")) { decimal.append(0) } else { try digits(&decimal) }
        let isInteger = peek.map { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") } ?? true
        if consume(UInt8(ascii: ".")) {
            let first = position
            try digits(&decimal)
            decimal.exponent -= position - first
        }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            let negative = !consume(UInt8(ascii: "+")) && consume(UInt8(ascii: "-"))
            var power = DecimalNumber(isNegative: false)
            try digits(&power)
            decimal.raise(by: power, negative)
        }
        // -0 is a double in every reader that keeps the sign.
        if isInteger, let integer = decimal.integer, !(integer == 0 && negative) { return .integer(integer) }
        if let double = decimal.double { return .number(double) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let double = Double(text), double.isFinite || options.allowsNonFiniteNumbers else {
            position = start
            throw error(.numberOutOfRange)
        }
        return .number(double)
    }

    private mutating func digits(_ decimal: inout DecimalNumber) throws {
        guard let first = peek else { throw error(.unexpectedEnd) }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            throw error(.unexpectedByte(first))
        }
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return }
            decimal.append(digit)
            position += 1
        }
    }

    // MARK: Strings

    private mutating func string() throws -> String {
        position += 1
        let start = position
        var all: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                // ASCII is valid as it is.
                let text =
                    all < 0x80
                    ? String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
                    : try validated(start..<position)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw error(.controlCharacterInString) }
            all |= byte
            position += 1
        }
        throw error(.unexpectedEnd)
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var result = try validated(start..<position)
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return result
            }
            if byte == UInt8(ascii: "\\") {
                position += 1
                result.unicodeScalars.append(try escape())
                continue
            }
            let runStart = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
                bytes[position] != UInt8(ascii: "\\")
            {
                if bytes[position] < 0x20 { throw error(.controlCharacterInString) }
                position += 1
            }
            result += try validated(runStart..<position)
        }
        throw error(.unexpectedEnd)
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = peek else { throw error(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            if let scalar = Unicode.Scalar(UInt32(unit)) { return scalar }
            return try surrogate(first: unit)
        default:
            position -= 1
            throw error(.invalidEscape)
        }
    }

    private mutating func surrogate(first: UInt16) throws -> Unicode.Scalar {
        let afterFirst = position
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second) {
                let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
                if let scalar = Unicode.Scalar(value) { return scalar }
            }
        }
        position = afterFirst
        guard options.replacesLoneSurrogates else { throw error(.loneSurrogate) }
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws -> UInt16 {
        guard position + 4 <= bytes.count else { throw error(.unexpectedEnd) }
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue, bytes[position] < 0x80
            else { throw error(.invalidEscape) }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private func validated(_ range: Range<Int>) throws -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw error(.invalidUTF8, at: range.lowerBound)
        }
        return text
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard let found = peek else { throw error(.unexpectedEnd) }
        guard found == byte else { throw error(.unexpectedByte(found)) }
        position += 1
    }

    private func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        let offset = min(offset ?? position, bytes.count)
        let before = bytes[..<offset]
        let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONError(reason: reason, offset: offset, line: line, column: offset - lineStart + 1)
    }
}

extension JSONValue {
    /// Parses exactly one value; see `JSONParser.parse`.
    public static func parse(_ bytes: some Sequence<UInt8>, options: JSONParser.Options = .strict) throws
        -> JSONValue
    { try JSONParser.parse(bytes, options: options) }

    /// Parses exactly one value; see `JSONParser.parse`.
    public static func parse(_ text: String, options: JSONParser.Options = .strict) throws -> JSONValue {
        try JSONParser.parse(text, options: options)
    }
}
