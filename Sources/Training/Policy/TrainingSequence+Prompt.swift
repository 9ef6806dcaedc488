import VLM

extension TrainingSequence {
    /// A prompt and an answer, all of whose tokens are scored over the whole vocabulary.
    package init(prompt: LoadedCheckpoint.Prompt, completion: [Int]) {
        var positions = prompt.positions
        positions.append(PositionIDs(text: completion.count, from: prompt.positions.count + prompt.positions.delta))
        let first = prompt.tokens.count
        self.init(
            tokens: prompt.tokens + completion, images: prompt.images, positions: positions,
            scored: (first..<first + completion.count).map { ScoredToken(index: $0) })
    }
}
