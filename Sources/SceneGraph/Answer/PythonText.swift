/// Text operations with Python's meaning, where Swift's differ: the original's parser is Python.
package enum PythonText {
    /// Python's `str.isspace` and `\s`: Unicode white space and the four separators U+001C to U+001F.
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }

    /// Python's `str.strip()`.
    package static func stripped(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard let first = text.firstIndex(where: { !isSpace($0) }),
            let last = text.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return text[first...last]
    }

    /// The first place of a tag at or after `start`.
    package static func find(
        _ tag: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>, from start: Int
    ) -> Int? {
        guard let first = tag.first, text.endIndex - start >= tag.count else { return nil }
        var index = max(start, text.startIndex)
        while index <= text.endIndex - tag.count {
            if text[index] == first, text[index..<(index + tag.count)].elementsEqual(tag) { return index }
            index += 1
        }
        return nil
    }
}
