/// CRC-32C (Castagnoli, polynomial 0x1EDC6F41, reflected: 0x82F63B78), as in RFC 3720, 12.1.
enum CyclicRedundancyCheck {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
    }

    /// The check of some bytes.
    static func castagnoli(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
    }

    /// The check as TensorFlow's record files store it: turned and moved, so that the check of bytes that hold
    /// checks is not weak (tensorflow/core/lib/hash/crc32c.h).
    static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let check = castagnoli(bytes)
        return (check >> 15 | check << 17) &+ 0xA282_EAD8
    }
}
