import Tensors
import VLM

/// A BERT that gives each token of a text a vector, and the pooling that makes one of them.
struct SentenceModel: Sendable {
    let configuration: SentenceConfiguration
    private let words: Embedding
    private let positions: Embedding
    private let types: Embedding
    private let norm: LayerNorm
    private let layers: [SentenceLayer]

    /// - Throws: `CheckpointError`. Nothing is allocated beyond what the file holds.
    init(_ c: SentenceConfiguration, _ weights: SentenceWeights) throws(CheckpointError) {
        configuration = c
        words = Embedding(weight: try weights.tensor("embeddings.word_embeddings.weight", c.vocabularySize, c.width))
        positions = Embedding(
            weight: try weights.tensor("embeddings.position_embeddings.weight", c.maximumPositions, c.width))
        types = Embedding(weight: try weights.tensor("embeddings.token_type_embeddings.weight", c.types, c.width))
        norm = try weights.layerNorm("embeddings.LayerNorm", width: c.width, epsilon: c.epsilon)
        var layers: [SentenceLayer] = []
        for number in 0..<c.layers { layers.append(try SentenceLayer(c, number: number, weights)) }
        self.layers = layers
    }

    /// A vector for each text's tokens, not normalised.
    /// - Precondition: no text is empty or longer than the positions, and every token is in the vocabulary.
    func pooled(_ texts: [[Int]], isReference: Bool = false) -> [[Float]] {
        let lengths = texts.map(\.count)
        var hidden = words(texts.flatMap { $0 })
        hidden.add(positions(lengths.flatMap { 0..<$0 }))
        hidden.add(types([Int](repeating: 0, count: hidden.rows)))
        hidden = isReference ? norm.reference(hidden) : norm(hidden)
        for layer in layers { layer.apply(to: &hidden, lengths: lengths, isReference: isReference) }
        var start = 0
        return lengths.map { count in
            defer { start += count }
            if configuration.pooling == .first { return hidden.row(start) }
            var sum = [Float](repeating: 0, count: configuration.width)
            for token in start..<start + count {
                for (column, value) in hidden.row(token).enumerated() { sum[column] += value }
            }
            return sum.map { $0 / Float(count) }
        }
    }
}
