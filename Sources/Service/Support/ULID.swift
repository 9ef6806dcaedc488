import Foundation

/// Identifiers that sort by the time they were made: 48 bits of milliseconds, 80 random bits, in Crockford's
/// base 32 (https://github.com/ulid/spec).
enum ULID {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// A fresh identifier of 26 characters.
    static func make(at date: Date = Date()) -> String {
        let milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1000)) & 0xFFFF_FFFF_FFFF
        var characters: [Character] = []
        for shift in stride(from: 45, through: 0, by: -5) {
            characters.append(alphabet[Int(milliseconds >> UInt64(shift) & 31)])
        }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<16 { characters.append(alphabet[Int(generator.next() & 31)]) }
        return String(characters)
    }
}
