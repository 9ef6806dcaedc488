#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Cuts a stream of bytes into lines, without keeping more than one unfinished line.
struct LineSplitter: Sendable {
    /// A line without its end, or one that was longer than is kept.
    enum Line: Sendable, Hashable {
        case whole(ArraySlice<UInt8>)
        case tooLong
    }

    private let limit: Int
    private var rest: [UInt8] = []
    /// Whether the bytes up to the next line's end belong to a line that is too long.
    private var isSkipping = false

    /// - Parameter limit: the most bytes of a line.
    init(limit: Int) { self.limit = limit }

    /// The lines that these bytes finish; those of white space alone are left out.
    mutating func take(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = bytes.startIndex
        while let end = Self.lineEnd(in: bytes, from: start) {
            if let line = finish(bytes[start..<end]) { lines.append(line) }
            start = end + 1
        }
        guard !isSkipping else { return lines }
        rest += bytes[start...]
        if rest.count > limit {
            rest = []
            isSkipping = true
        }
        return lines
    }

    private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// What follows the last line's end.
    mutating func end() -> Line? { finish([]) }

    private mutating func finish(_ tail: ArraySlice<UInt8>) -> Line? {
        defer {
            rest = []
            isSkipping = false
        }
        guard !isSkipping, rest.count + tail.count <= limit else { return .tooLong }
        let line = rest.isEmpty ? tail : (rest + tail)[...]
        let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        return isBlank ? nil : .whole(line)
    }
}
