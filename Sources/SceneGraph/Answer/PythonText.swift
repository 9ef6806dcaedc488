/// Text operations with Python's meaning, where Swift's differ: the original's parser is Python.
package enum PythonText {
    /// Python's `str.isspace` and `\s`: Unicode white space and the four separators U+001C to U+001F.
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }

    // MARK: UTF-8

    /// The bytes of a text.
    package typealias Bytes = UnsafeBufferPointer<UInt8>

    /// How many bytes the white space at a place takes up; 0 where there is none.
    package static func spaceLength(_ text: Bytes, at index: Int, before end: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return (9...13).contains(byte) || (0x1C...0x20).contains(byte) ? 1 : 0 }
        guard index + 1 < end else { return 0 }
        let second = text[index + 1]
        // U+0085 and U+00A0.
        if byte == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard byte == 0xE1 || byte == 0xE2 || byte == 0xE3, index + 2 < end else { return 0 }
        let third = text[index + 2]
        let isSpace =
            switch (byte, second) {
            case (0xE1, 0x9A): third == 0x80
            case (0xE2, 0x80): (0x80...0x8A).contains(third) || third == 0xA8 || third == 0xA9 || third == 0xAF
            case (0xE2, 0x81): third == 0x9F
            case (0xE3, 0x80): third == 0x80
            default: false
            }
        return isSpace ? 3 : 0
    }

    /// Python's `str.strip()` of a part of a text in UTF-8.
    package static func stripped(_ text: Bytes, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            let length = spaceLength(text, at: start, before: end)
            if length == 0 { break }
            start += length
        }
        trimming: while start < end {
            for length in 1...3 where end - length >= start {
                if spaceLength(text, at: end - length, before: end) == length {
                    end -= length
                    continue trimming
                }
            }
            break
        }
        return start..<end
    }

    /// Whether a part of a text begins with a tag.
    package static func hasTag(_ tag: [UInt8], _ text: Bytes, at start: Int, before end: Int) -> Bool {
        guard end - start >= tag.count else { return false }
        for offset in tag.indices where text[start + offset] != tag[offset] { return false }
        return true
    }

    /// The first place of a tag within a part of a text.
    package static func find(_ tag: [UInt8], _ text: Bytes, _ range: Range<Int>) -> Int? {
        guard let first = tag.first, range.count >= tag.count else { return nil }
        for index in range.lowerBound...(range.upperBound - tag.count)
        where text[index] == first && hasTag(tag, text, at: index, before: range.upperBound) { return index }
        return nil
    }
}
