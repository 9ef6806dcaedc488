/// How a text is cut into words before byte-pair merging, as `pre_tokenizer` of a `tokenizer.json` says.
package struct PreTokenizer: Hashable, Sendable {
    /// One stage; each cuts the pieces of the one before.
    package enum Stage: Hashable, Sendable {
        /// `Split` with a known regular expression and behaviour `Isolated`, or `ByteLevel` with `use_regex`.
        case split(SplitPattern)
        /// `Digits`: numbers apart from the rest, each by itself or as runs.
        case digits(individually: Bool)
    }

    package var stages: [Stage]
    /// Put a space before a text that does not start with one (`ByteLevel.add_prefix_space`).
    package var addsPrefixSpace: Bool

    package init(stages: [Stage], addsPrefixSpace: Bool) {
        self.stages = stages
        self.addsPrefixSpace = addsPrefixSpace
    }

    /// The words of a text, in order, that cover it.
    package func words(of text: ClassifiedText) -> [Range<Int>] {
        var pieces = [0..<text.scalars.count]
        for stage in stages {
            var next: [Range<Int>] = []
            for piece in pieces {
                switch stage {
                case .split(let pattern): pattern.split(text, piece, into: &next)
                case .digits(let individually):
                    Self.splitDigits(text, piece, individually: individually, into: &next)
                }
            }
            pieces = next
        }
        return pieces
    }

    private static func splitDigits(
        _ text: ClassifiedText, _ range: Range<Int>, individually: Bool, into words: inout [Range<Int>]
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            let isNumber = text.classes[start] == .number
            var end = start + 1
            if !(isNumber && individually) {
                while end < range.upperBound, (text.classes[end] == .number) == isNumber { end += 1 }
            }
            words.append(start..<end)
            start = end
        }
    }
}
