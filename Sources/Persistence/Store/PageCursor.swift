import Foundation

/// Where a page ended: the list's name and the sort key of the last item, as an opaque text.
///
/// The key is the insertion sequence, which only grows and is never used twice, so that pages neither skip nor
/// repeat an item while others are inserted or deleted. The text is the base64url of a version byte, the
/// big-endian key and a checksum over list name and key (FNV-1a, 64 bits): enough to tell a damaged cursor or
/// one of another list; a cursor grants nothing, so it needs no secret.
struct PageCursor: Hashable {
    /// The sequence of the last item of the page before.
    let sequence: Int64

    private static let version: UInt8 = 1
    private static let length = 17

    /// A cursor after the item of this sequence.
    init(after sequence: Int64) { self.sequence = sequence }

    /// Reads a cursor of this list.
    /// - Throws: `PersistenceError.invalidCursor`.
    init(_ text: String, list: String) throws(PersistenceError) {
        guard text.utf8.count <= 64, let bytes = Data(base64Encoded: Self.padded(text)).map(Array.init),
            bytes.count == Self.length, bytes[0] == Self.version
        else { throw .invalidCursor(text) }
        let key = bytes[1...8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let checksum = bytes[9...16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let sequence = Int64(bitPattern: key)
        guard sequence > 0, checksum == Self.checksum(list: list, key: key) else {
            throw .invalidCursor(text)
        }
        // Base64 leaves spare bits in its last digit; only the form that was given out is accepted.
        guard PageCursor(after: sequence).text(list: list) == text else { throw .invalidCursor(text) }
        self.sequence = sequence
    }

    /// The cursor as text.
    func text(list: String) -> String {
        let key = UInt64(bitPattern: sequence)
        let bytes = [Self.version] + Self.bytes(key) + Self.bytes(Self.checksum(list: list, key: key))
        return String(
            Data(bytes).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    private static func padded(_ text: String) -> String {
        let standard = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        return String(standard) + String(repeating: "=", count: (4 - standard.count % 4) % 4)
    }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
    }

    private static func checksum(list: String, key: UInt64) -> UInt64 {
        (Array(list.utf8) + [0] + bytes(key)).reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}
