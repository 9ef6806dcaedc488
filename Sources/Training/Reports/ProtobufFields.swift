/// The few kinds of protobuf fields that an event file needs
/// (https://protobuf.dev/programming-guides/encoding/).
struct ProtobufFields {
    private(set) var bytes: [UInt8] = []

    /// Wire types.
    private enum Wire: UInt64 {
        case varint = 0
        case fixed64 = 1
        case delimited = 2
        case fixed32 = 5
    }

    mutating func append(_ number: UInt64, double value: Double) {
        key(number, .fixed64)
        bytes += Self.littleEndian(value.bitPattern)
    }

    mutating func append(_ number: UInt64, float value: Float) {
        key(number, .fixed32)
        bytes += Self.littleEndian(value.bitPattern)
    }

    mutating func append(_ number: UInt64, integer value: Int) {
        key(number, .varint)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func append(_ number: UInt64, delimited value: some Collection<UInt8>) {
        key(number, .delimited)
        varint(UInt64(value.count))
        bytes += value
    }

    private mutating func key(_ number: UInt64, _ wire: Wire) { varint(number << 3 | wire.rawValue) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }
}
