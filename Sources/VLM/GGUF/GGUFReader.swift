/// Reads the little-endian fields of a GGUF header in order; never past the end, never more than the limits.
struct GGUFReader {
    let bytes: UnsafeRawBufferPointer
    let file: String
    private(set) var offset = 0
    /// How many array elements may still come: their memory is bounded before any is read.
    private var elementsLeft = Self.maximumElements

    static let maximumElements = 1 << 25
    static let maximumStringByteCount = 1 << 24

    init(_ bytes: UnsafeRawBufferPointer, file: String) {
        self.bytes = bytes
        self.file = file
    }

    func fault(_ reason: CheckpointError.Reason) -> CheckpointError { CheckpointError(file: file, reason) }

    var available: Int { bytes.count - offset }

    private mutating func advance(_ count: Int) throws(CheckpointError) -> Int {
        guard count <= available else {
            throw fault(.truncated(expected: count > Int.max - offset ? Int.max : offset + count, found: bytes.count))
        }
        defer { offset += count }
        return offset
    }

    mutating func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ type: Integer.Type
    ) throws(CheckpointError) -> Integer {
        let place = try advance(MemoryLayout<Integer>.size)
        return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: type))
    }

    /// A count or offset of 64 bits that must fit an `Int`.
    mutating func count(_ what: String, atMost limit: Int = Int.max) throws(CheckpointError) -> Int {
        let value = try integer(UInt64.self)
        guard let count = Int(exactly: value), count <= limit else {
            throw fault(.invalidEntry("\(what) is \(value), more than \(limit)"))
        }
        return count
    }

    mutating func string(_ what: String) throws(CheckpointError) -> String {
        let length = try count("the length of \(what)", atMost: Self.maximumStringByteCount)
        let place = try advance(length)
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[place..<place + length]), as: UTF8.self)
    }

    mutating func value(_ key: String) throws(CheckpointError) -> GGUFValue {
        let type = try integer(UInt32.self)
        if type == 9 { return try array(key) }
        return try scalar(type, key)
    }

    private mutating func scalar(_ type: UInt32, _ key: String) throws(CheckpointError) -> GGUFValue {
        switch type {
        case 0: return .integer(Int(try integer(UInt8.self)))
        case 1: return .integer(Int(try integer(Int8.self)))
        case 2: return .integer(Int(try integer(UInt16.self)))
        case 3: return .integer(Int(try integer(Int16.self)))
        case 4: return .integer(Int(try integer(UInt32.self)))
        case 5: return .integer(Int(try integer(Int32.self)))
        case 6: return .number(Double(Float(bitPattern: try integer(UInt32.self))))
        case 7: return .bool(try integer(UInt8.self) != 0)
        case 8: return .string(try string("the value of \(key.prefix(100))"))
        case 10:
            let value = try integer(UInt64.self)
            return Int(exactly: value).map { .integer($0) } ?? .number(Double(value))
        case 11: return .integer(Int(try integer(Int64.self)))
        case 12: return .number(Double(bitPattern: try integer(UInt64.self)))
        default:
            throw fault(.invalidEntry("the metadata '\(key.prefix(100))' has the unknown type \(type)"))
        }
    }

    /// Bytes that an element of a type takes at least.
    private static let leastByteCounts: [UInt32: Int] = [
        0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 8: 8, 10: 8, 11: 8, 12: 8,
    ]

    private mutating func array(_ key: String) throws(CheckpointError) -> GGUFValue {
        let type = try integer(UInt32.self)
        let count = try count("the count of \(key.prefix(100))", atMost: elementsLeft)
        guard let least = Self.leastByteCounts[type] else {
            throw fault(
                .invalidEntry("the metadata '\(key.prefix(100))' is an array of the unknown type \(type)"))
        }
        guard count <= available / least else {
            throw fault(.invalidEntry("the metadata '\(key.prefix(100))' has \(count) elements, past the end"))
        }
        elementsLeft -= count
        var strings: [String] = []
        var integers: [Int] = []
        var numbers: [Double] = []
        for _ in 0..<count {
            switch try scalar(type, key) {
            case .string(let value): strings.append(value)
            case .integer(let value) where type != 10 || numbers.isEmpty: integers.append(value)
            case .bool(let value): integers.append(value ? 1 : 0)
            case let value: numbers.append(value.doubleValue ?? 0)
            }
        }
        if type == 8 { return .strings(strings) }
        // Unsigned numbers beyond Int make an array of numbers of what would have been whole ones.
        return numbers.isEmpty && type != 6 && type != 12
            ? .integers(integers) : .numbers(integers.map(Double.init) + numbers)
    }
}
