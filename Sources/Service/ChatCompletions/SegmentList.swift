import VLM

/// Segments as they are put together: texts that touch become one.
struct SegmentList {
    private(set) var segments: [TokenConstraint.Segment] = []
    private var text = ""

    /// Adds text that is given.
    mutating func append(_ more: String) { text += more }

    /// Adds a segment.
    mutating func append(_ segment: TokenConstraint.Segment) {
        flush()
        segments.append(segment)
    }

    /// Bytes of the text at the end, and segments.
    var size: Int { segments.count + text.utf8.count / 64 }

    /// All segments.
    mutating func finish() -> [TokenConstraint.Segment] {
        flush()
        return segments
    }

    private mutating func flush() {
        if !text.isEmpty { segments.append(.forced(text)) }
        text = ""
    }
}
