/// Cuts sequences into passes that fit a limit of tokens.
enum MicroBatches {
    /// Ranges of sequences in their order, each of at most `limit` tokens or one sequence.
    static func ranges(of sequences: [TrainingSequence], limit: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var (start, tokens) = (0, 0)
        for (index, sequence) in sequences.enumerated() {
            if index > start, tokens + sequence.tokens.count > limit {
                ranges.append(start..<index)
                (start, tokens) = (index, 0)
            }
            tokens += sequence.tokens.count
        }
        if start < sequences.count { ranges.append(start..<sequences.count) }
        return ranges
    }
}
