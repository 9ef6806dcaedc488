/// The keys of a JSON object as they are written, repeated ones included, which a parsed object no longer
/// shows.
enum TopLevelKeys {
    /// The first key that stands twice in an object.
    ///
    /// Keys are compared as written; two spellings of one key with different escapes count as different.
    /// - Parameter bytes: the text of an object that a JSON parser has accepted.
    static func firstDuplicate(in bytes: UnsafeRawBufferPointer) -> String? {
        var seen: Set<String> = []
        var depth = 0
        var expectsKey = false
        var position = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                expectsKey = depth == 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): expectsKey = depth == 1
            case UInt8(ascii: "\""):
                let start = position + 1
                position = start
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                    position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                if expectsKey, depth == 1, start <= min(position, bytes.count) {
                    let key = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
                    guard seen.insert(key).inserted else { return key }
                    expectsKey = false
                }
            default: break
            }
            position += 1
        }
        return nil
    }
}
