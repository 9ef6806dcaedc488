/// A document most of which is one long array, cut into the array's elements, so that they can be read on several threads.
///
/// Cutting looks at quotes, brackets and commas alone. Only where every element can be read is the document JSON, and
/// then it says what `JSONParser` would have read; where one cannot, `JSONParser` tells what is wrong and where.
///
/// ```swift
/// let document = JSONSplitDocument(bytes, array: "items")
/// let first = try document?.element(0)
/// ```
public struct JSONSplitDocument: Sendable {
    /// The document with an empty array in the place of the long one.
    public let frame: JSONValue

    private let bytes: [UInt8]
    private let elements: [Range<Int>]
    private var options: JSONParser.Options

    /// Cuts an object at the elements of its member of this name; nil where it cannot be cut, whether that is a fault or
    /// only unusual: no such member, more than one, a name with escapes in it.
    public init?(_ bytes: [UInt8], array name: String, options: JSONParser.Options = .strict) {
        // An element lies two levels deep.
        guard options.maximumDepth > 2 else { return nil }
        let cut = bytes.withUnsafeBufferPointer { bytes -> ArrayCutter? in
            var cutter = ArrayCutter(bytes: bytes, name: Array(name.utf8))
            return cutter.run() ? cutter : nil
        }
        guard let array = cut?.array, let elements = cut?.elements,
            let frame = try? JSONValue.parse(bytes[...array.lowerBound] + bytes[array.upperBound...], options: options)
        else { return nil }
        self.frame = frame
        self.bytes = bytes
        self.elements = elements
        self.options = options
        self.options.maximumDepth -= 2
    }

    /// How many elements the array has.
    public var count: Int { elements.count }

    /// Reads an element.
    /// - Throws: `JSONError`, whose place is the element's own.
    public func element(_ index: Int) throws -> JSONValue {
        try JSONValue.parse(bytes[elements[index]], options: options)
    }
}

/// Finds the elements of an array in an object's text.
private struct ArrayCutter {
    let bytes: UnsafeBufferPointer<UInt8>
    let name: [UInt8]
    /// From the array's opening bracket to its closing one.
    private(set) var array: Range<Int>?
    private(set) var elements: [Range<Int>] = []
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, name: [UInt8]) {
        self.bytes = bytes
        self.name = name
    }

    /// - Returns: false where the text cannot be cut.
    mutating func run() -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: "{") else { return false }
        position += 1
        var depth = 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let start = position + 1
                guard let hasEscapes = skipString() else { return false }
                let text = start..<position - 1
                guard depth == 1, hasEscapes || text.elementsEqual(name.indices, by: { bytes[$0] == name[$1] }) else {
                    continue
                }
                skipSpace()
                // A text that no colon follows is a value.
                guard peek == UInt8(ascii: ":") else { continue }
                position += 1
                skipSpace()
                guard !hasEscapes, array == nil, peek == UInt8(ascii: "["), cutArray() else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            default: position += 1
            }
        }
        return array != nil && depth == 0
    }

    /// Cuts the array that begins here.
    private mutating func cutArray() -> Bool {
        let opening = position
        position += 1
        skipSpace()
        var start = position
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard skipString() != nil else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: ",") where depth == 0:
                elements.append(start..<position)
                position += 1
                start = position
            case UInt8(ascii: "]") where depth == 0:
                if start < position || !elements.isEmpty { elements.append(start..<position) }
                array = opening..<position
                position += 1
                return true
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return false }
                depth -= 1
                position += 1
            default: position += 1
            }
        }
        return false
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Goes from a string's opening quote to behind its closing one.
    /// - Returns: whether there are escapes in it; nil where it does not end.
    private mutating func skipString() -> Bool? {
        var hasEscapes = false
        position += 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
            default: position += 1
            }
        }
        return nil
    }
}
