import VLM

extension TrainingSequence {
    /// A prompt and an answer. The answer is text whatever tokens are in it: a model that is not trained yet may
    /// draw a picture's placeholder.
    package init(prompt: LoadedCheckpoint.Prompt, answer: [Int], scored: [ScoredToken]) {
        var positions = prompt.positions
        positions.append(PositionIDs(text: answer.count, from: prompt.positions.count + prompt.positions.delta))
        self.init(tokens: prompt.tokens + answer, images: prompt.images, positions: positions, scored: scored)
    }

    /// A prompt and an answer, all of whose tokens are scored over the whole vocabulary.
    package init(prompt: LoadedCheckpoint.Prompt, completion: [Int]) {
        let first = prompt.tokens.count
        self.init(
            prompt: prompt, answer: completion,
            scored: (first..<first + completion.count).map { ScoredToken(index: $0) })
    }
}
