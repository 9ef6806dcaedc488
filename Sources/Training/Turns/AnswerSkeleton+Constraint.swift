import SceneGraph
import VLM

extension AnswerSkeleton {
    /// The skeleton as the decoder's grammar.
    /// - Throws: `GenerationError` for a room that no number fits.
    public func segments() throws -> [TokenConstraint.Segment] {
        try parts.map { part in
            switch part {
            case .text(let text): .forced(text)
            case .number(let range, let digits):
                .number(
                    try NumberSlot(
                        minimum: range.lowerBound, maximum: range.upperBound, maximumFractionDigits: digits))
            case .free(let end, let limit): .free(until: end, maximumTokens: limit)
            }
        }
    }
}
