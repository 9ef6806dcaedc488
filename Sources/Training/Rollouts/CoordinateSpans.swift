import SceneGraph

/// Where in an answer's text the coordinates of each object are written.
///
/// Reads what is between the first `<answer>` and the `</answer>` after it (or the end) without being a JSON
/// parser, so that a slip in one element does not hide the others: within braces, `"new_object_id"` names the
/// object and the numbers after `"x"`, `"y"`, `"z"` are its coordinates.
package struct CoordinateSpans: Hashable, Sendable {
    /// A coordinate with the byte that ends it, which decides its value as the digits do.
    package struct Span: Hashable, Sendable {
        /// Bytes of the text.
        package let bytes: Range<Int>
        package let object: String
    }

    /// By their place in the text; none overlaps another.
    package let spans: [Span]

    /// The spans of a text in UTF-8, which need not be whole: a model may write half a character.
    package init(bytes: [UInt8]) {
        let open = Array("<answer>".utf8)
        guard let start = Self.find(open, in: bytes, from: 0) else {
            spans = []
            return
        }
        let end = Self.find(Array("</answer>".utf8), in: bytes, from: start) ?? bytes.count
        var spans: [Span] = []
        var index = start + open.count
        // The numbers of an element, until its name is known: the name may come after them.
        var numbers: [Range<Int>] = []
        var name: String?
        var key: String?
        func close() {
            if let name { spans += numbers.map { Span(bytes: $0, object: name) } }
            (numbers, name, key) = ([], nil, nil)
        }
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "}"):
                close()
                index += 1
            case UInt8(ascii: "\""):
                let first = index + 1
                index = first
                while index < end, bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                let text = String(decoding: bytes[first..<max(first, min(index, end))], as: UTF8.self)
                if key == "new_object_id" {
                    name = text
                    key = nil
                } else {
                    key = text
                }
                index += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                let first = index
                while index < end, Array("0123456789.-+eE".utf8).contains(bytes[index]) { index += 1 }
                if let word = key, ["x", "y", "z"].contains(word) { numbers.append(first..<min(index + 1, end)) }
                key = nil
            default: index += 1
            }
        }
        close()
        self.spans = spans.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }

    /// The spans of an answer that was guided: in the lines of its think part, which begin with an object's
    /// identifier, what is drawn is a coordinate of that object.
    package init(guided bytes: [UInt8], ids: [String]) {
        let names = ids.map { (id: $0, start: Array("\($0) x".utf8)) }
        let end = Self.find(Array("</think>".utf8), in: bytes, from: 0) ?? bytes.count
        var spans: [Span] = []
        var place = 0
        for line in bytes[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let name = names.first(where: { line.starts(with: $0.start) }) {
                // The line's end decides on its last digits.
                let last = min(place + line.count + 1, bytes.count)
                spans.append(Span(bytes: place + name.start.count..<last, object: name.id))
            }
            place += line.count + 1
        }
        self.spans = spans
    }

    /// The spans of an answer that works its coordinates out before it gives them: those of its think part, as in a
    /// guided one, and those of the list.
    package init(worked bytes: [UInt8], ids: [String]) {
        spans = CoordinateSpans(guided: bytes, ids: ids).spans + CoordinateSpans(bytes: bytes).spans
    }

    /// The object whose coordinate some bytes of the text belong to.
    package func object(at range: Range<Int>) -> String? {
        spans.first { $0.bytes.overlaps(range) }?.object
    }

    private static func find(_ needle: [UInt8], in hay: [UInt8], from start: Int) -> Int? {
        guard hay.count - start >= needle.count else { return nil }
        return (start...hay.count - needle.count).first { hay[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
