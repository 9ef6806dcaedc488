import Dispatch
import Foundation
import Tensors
import VLM

/// The text half of a CLIP in this process, as transformers lays it out: the encoder of the original's step from
/// OpenCLIP to OpenShape, whose tables hold vectors of shapes in the same space.
public struct ClipTextEncoder: TextEncoder {
    public let fingerprint: String
    private let configuration: ClipConfiguration
    private let tokenizer: ClipTokenizer
    private let embedding: Embedding
    private let positions: Embedding
    private let layers: [ClipLayer]
    private let norm: LayerNorm
    private let projection: Linear

    /// Tokens that go through the model at a time.
    private static let maximumBatch = 2048

    /// Opens a directory with `config.json`, `model.safetensors` or its shards, and `tokenizer.json`. The weights are
    /// mapped, not copied; those of the half for pictures are passed over.
    /// - Throws: `EmbeddingError.file`.
    public init(directory: URL) throws {
        let c = try ClipConfiguration(directory: directory)
        tokenizer = try ClipTokenizer(directory: directory, vocabularySize: c.vocabularySize)
        do {
            let weights = try SentenceWeights(directory: directory)
            embedding = Embedding(
                weight: try weights.tensor("text_model.embeddings.token_embedding.weight", c.vocabularySize, c.width))
            positions = Embedding(
                weight: try weights.tensor(
                    "text_model.embeddings.position_embedding.weight", c.maximumPositions, c.width))
            var layers: [ClipLayer] = []
            for number in 0..<c.layers { layers.append(try ClipLayer(c, number: number, weights)) }
            self.layers = layers
            norm = try weights.layerNorm("text_model.final_layer_norm", width: c.width, epsilon: c.epsilon)
            projection = Linear(
                weight: try weights.tensor("text_projection.weight", c.projectionWidth, c.width))
            fingerprint = "clip-\(directory.lastPathComponent)-\(weights.fingerprint)"
        } catch let error as CheckpointError {
            throw EmbeddingError.file(directory.lastPathComponent, error.description)
        }
        configuration = c
    }

    /// Computes on a thread of its own, so that Swift's few cooperative ones stay free.
    public func encode(_ texts: [String]) async throws -> [[Float]] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                continuation.resume(with: Result { try vectors(texts) })
            }
        }
    }

    /// The tokens of a text, cut off where the model's positions end.
    package func tokens(_ text: String) -> [Int] {
        tokenizer.encode(text, maximumCount: configuration.maximumPositions)
    }

    private func vectors(_ texts: [String]) throws -> [[Float]] {
        var result: [[Float]] = []
        let batch = max(1, Self.maximumBatch / configuration.maximumPositions)
        for start in stride(from: 0, to: texts.count, by: batch) {
            for vector in pooled(texts[start..<min(start + batch, texts.count)].map { self.tokens($0) }) {
                guard let unit = Vectors.normalized(vector) else {
                    throw EmbeddingError.file("model.safetensors", "a text gets no finite vector")
                }
                result.append(unit)
            }
        }
        return result
    }

    /// A vector for each text: what its last token, which ends it, comes to.
    private func pooled(_ texts: [[Int]]) -> [[Float]] {
        let lengths = texts.map(\.count)
        var hidden = embedding(texts.flatMap { $0 })
        hidden.add(positions(lengths.flatMap { 0..<$0 }))
        for layer in layers { layer.apply(to: &hidden, lengths: lengths) }
        var end = -1
        let last = lengths.map { count -> Int in
            end += count
            return end
        }
        let result = projection(norm(hidden.gatheringRows(last)))
        return texts.indices.map(result.row)
    }
}
