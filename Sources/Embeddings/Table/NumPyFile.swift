import Tensors

/// An array as NumPy writes it: `\x93NUMPY`, two bytes of version, the header's length in 2 (version 1) or 4 bytes
/// (2 and 3), the header, which is a Python dictionary of `descr`, `fortran_order` and `shape`, and the numbers
/// (numpy.lib.format, "Format Version 1.0" and following).
package struct NumPyFile: Sendable {
    /// Element type and extents.
    package let elementType: ElementType
    package let shape: [Int]
    /// Where the numbers begin.
    let byteOffset: Int
    private let storage: ByteStorage
    private let name: String

    /// The longest header: NumPy itself refuses longer ones.
    private static let maximumHeaderBytes = 10_000
    private static let elementTypes: [String: ElementType] = ["<f4": .float32, "<f2": .float16]

    /// Reads the header. Nothing is allocated for the numbers, and all of them lie within the bytes.
    /// - Throws: `EmbeddingError.file`.
    package init(storage: ByteStorage, name: String) throws(EmbeddingError) {
        let start = storage.withUnsafeBytes { Array($0.prefix(12)) }
        guard start.count == 12, start.starts(with: [0x93] + Array("NUMPY".utf8)) else {
            throw .file(name, "it is no NumPy array")
        }
        let isShort = start[6] == 1
        guard (1...3).contains(start[6]) else { throw .file(name, "version \(start[6]) of NumPy's format is unknown") }
        let lengths = start[8..<(isShort ? 10 : 12)]
        let length = lengths.reversed().reduce(0) { $0 << 8 | Int($1) }
        let offset = isShort ? 10 : 12
        guard length <= Self.maximumHeaderBytes, length <= storage.byteCount - offset else {
            throw .file(name, "its header of \(length) bytes does not fit")
        }
        let header = storage.withUnsafeBytes { Array($0[offset..<offset + length]) }
        var reader = PythonLiteral(header)
        guard case .dictionary(let members)? = reader.whole() else { throw .file(name, "its header cannot be read") }
        guard case .text(let type)? = members["descr"] else { throw .file(name, "its element type is not a plain one") }
        guard let elementType = Self.elementTypes[type] else {
            throw .file(name, "its element type '\(type.prefix(20))' is not one of <f4 and <f2")
        }
        guard case .flag(false)? = members["fortran_order"] else {
            throw .file(name, "its numbers lie column by column (fortran_order), which is not supported")
        }
        guard case .tuple(let extents)? = members["shape"] else { throw .file(name, "its shape is missing") }
        guard let count = StoredTensor.elementCount(extents), let bytes = elementType.byteCount(of: count),
            bytes <= storage.byteCount - offset - length
        else { throw .file(name, "its shape \(extents.prefix(8)) does not fit into the file") }
        self.elementType = elementType
        shape = extents
        byteOffset = offset + length
        self.storage = storage
        self.name = name
    }

    /// The array, in place.
    /// - Throws: `EmbeddingError.file`.
    package func tensor() throws(EmbeddingError) -> StoredTensor {
        let tensor = StoredTensor(shape: shape, elementType: elementType, storage: storage, byteOffset: byteOffset)
        guard let tensor else { throw .file(name, "its numbers do not lie in the file") }
        return tensor
    }
}

/// The little of Python's literals that stands in a NumPy header: a dictionary of texts, flags and tuples of numbers.
struct PythonLiteral {
    enum Value: Hashable {
        case text(String)
        case flag(Bool)
        case number(Int)
        case tuple([Int])
        case dictionary([String: Value])
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value that all the bytes are, blanks around it aside; nil where they are none.
    mutating func whole() -> Value? {
        guard let value = value() else { return nil }
        skip()
        return place == bytes.count ? value : nil
    }

    private mutating func value() -> Value? {
        skip()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "{"): return dictionary()
        case UInt8(ascii: "("): return tuple()
        case UInt8(ascii: "T"): return word("True") ? .flag(true) : nil
        case UInt8(ascii: "F"): return word("False") ? .flag(false) : nil
        default: return number().map { .number($0) }
        }
    }

    private mutating func dictionary() -> Value? {
        place += 1
        var members: [String: Value] = [:]
        while !take("}") {
            skip()
            guard let key = text(), take(":") else { return nil }
            skip()
            // No dictionary lies in another.
            guard place < bytes.count, bytes[place] != UInt8(ascii: "{"), let value = value(),
                members.updateValue(value, forKey: key) == nil
            else { return nil }
            if take(",") { continue }
            guard take("}") else { return nil }
            break
        }
        return .dictionary(members)
    }

    private mutating func tuple() -> Value? {
        place += 1
        var numbers: [Int] = []
        while !take(")") {
            skip()
            guard numbers.count < 32, let number = number() else { return nil }
            numbers.append(number)
            if take(",") { continue }
            guard take(")") else { return nil }
            break
        }
        return .tuple(numbers)
    }

    private mutating func text() -> String? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "'") || bytes[place] == UInt8(ascii: "\"") else {
            return nil
        }
        let quote = bytes[place]
        guard let end = bytes[(place + 1)...].firstIndex(of: quote) else { return nil }
        defer { place = end + 1 }
        let content = bytes[place + 1..<end]
        return content.contains(UInt8(ascii: "\\")) ? nil : String(decoding: content, as: UTF8.self)
    }

    private mutating func number() -> Int? {
        let digits = bytes[place...].prefix { (0x30...0x39).contains($0) }
        place += digits.count
        // Python 2 wrote an L behind some.
        defer { if place < bytes.count, bytes[place] == UInt8(ascii: "L") { place += 1 } }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private mutating func word(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skip()
        guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else { return false }
        place += 1
        return true
    }

    private mutating func skip() {
        while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
    }
}
