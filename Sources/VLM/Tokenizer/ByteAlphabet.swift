/// The printable alphabet in which byte-level BPE files write bytes.
///
/// The 188 bytes that are printable in Latin-1 stand for themselves; the other 68, in rising order, are
/// written as U+0100, U+0101, … Source: Radford et al., "Language Models are Unsupervised Multitask Learners"
/// (2019), whose published encoder introduced the table.
package enum ByteAlphabet {
    /// The scalar that stands for each byte.
    package static let scalars: [Unicode.Scalar] = {
        var next: UInt32 = 0x100
        return (0..<256).map { value in
            if isPrintable(UInt8(value)) { return Unicode.Scalar(UInt8(value)) }
            defer { next += 1 }
            return Unicode.Scalar(next) ?? "?"
        }
    }()

    /// The byte that each scalar below U+0144 stands for, or -1.
    private static let bytes: [Int16] = {
        var table = [Int16](repeating: -1, count: 0x144)
        for (byte, scalar) in scalars.enumerated() { table[Int(scalar.value)] = Int16(byte) }
        return table
    }()

    private static func isPrintable(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
    }

    /// The bytes that a text in this alphabet stands for, or nil when it has a character outside it.
    package static func bytes(of text: String) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard scalar.value < 0x144 else { return nil }
            let byte = bytes[Int(scalar.value)]
            guard byte >= 0 else { return nil }
            result.append(UInt8(byte))
        }
        return result
    }

    /// Bytes written in this alphabet.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalars[Int(byte)]) }
        return String(text)
    }
}
