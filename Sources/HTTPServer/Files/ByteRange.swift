/// The `Range` field with one byte range (RFC 9110, 14.1.2).
package enum ByteRange: Sendable, Hashable {
    /// The bytes to send; never empty.
    case satisfiable(Range<Int>)
    case unsatisfiable

    /// - Returns: nil when the field is to be ignored: another unit, several ranges, malformed.
    package static func parse(_ field: String, size: Int) -> ByteRange? {
        guard field.lowercased().hasPrefix("bytes=") else { return nil }
        let parts = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let texts = parts.map { $0.drop(while: { $0 == " " }) }
        guard texts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        switch (texts[0].isEmpty, texts[1].isEmpty) {
        case (true, true):
            return nil
        case (true, false):
            guard let suffix = Int(texts[1]) else { return nil }
            guard suffix > 0, size > 0 else { return .unsatisfiable }
            return .satisfiable(max(0, size - suffix)..<size)
        case (false, let isOpen):
            guard let first = Int(texts[0]) else { return nil }
            guard isOpen || Int(texts[1]) != nil else { return nil }
            let last = Int(texts[1]) ?? Int.max
            guard last >= first else { return nil }
            guard first < size else { return .unsatisfiable }
            return .satisfiable(first..<min(last, size - 1) + 1)
        }
    }
}
