import Dispatch
import Foundation
import VLM

/// A sentence encoder that runs in this process: a BERT with a WordPiece vocabulary, as sentence-transformers lays
/// them out (`all-MiniLM-L6-v2` and its like).
public struct SentenceEncoder: TextEncoder {
    public let fingerprint: String
    let model: SentenceModel
    let tokenizer: WordPieceTokenizer

    /// Tokens that go through the model at a time.
    private static let maximumBatch = 2048
    /// Longer texts are cut off before they are looked at.
    private static let maximumBytes = 1 << 16

    /// Opens a directory with `config.json`, `model.safetensors` (F32, F16 or BF16), and `tokenizer.json` or
    /// `vocab.txt`. The weights are mapped, not copied.
    /// - Throws: `EmbeddingError.file`.
    public init(directory: URL) throws {
        let configuration = try SentenceConfiguration(directory: directory)
        tokenizer = try WordPieceTokenizer(directory: directory, vocabularySize: configuration.vocabularySize)
        do {
            let weights = try SentenceWeights(directory: directory)
            model = try SentenceModel(configuration, weights)
            fingerprint = "sentence-\(directory.lastPathComponent)-\(weights.fingerprint)"
        } catch let error as CheckpointError {
            throw EmbeddingError.file(directory.lastPathComponent, error.description)
        }
    }

    /// Computes on a thread of its own, so that Swift's few cooperative ones stay free.
    public func encode(_ texts: [String]) async throws -> [[Float]] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                continuation.resume(with: Result { try vectors(texts) })
            }
        }
    }

    private func vectors(_ texts: [String]) throws -> [[Float]] {
        var result: [[Float]] = []
        var batch: [[Int]] = []
        for text in texts {
            let tokens = tokens(text)
            if !batch.isEmpty, batch.reduce(tokens.count, { $0 + $1.count }) > Self.maximumBatch {
                result += try vectors(model.pooled(batch))
                batch = []
            }
            batch.append(tokens)
        }
        return result + (batch.isEmpty ? [] : try vectors(model.pooled(batch)))
    }

    /// The vectors of texts by the operators' plain forms, one text at a time, with which the fast forms are compared.
    package func reference(_ texts: [String]) throws -> [[Float]] {
        try texts.flatMap { try vectors(model.pooled([tokens($0)], isReference: true)) }
    }

    /// The tokens of a text, cut off where the model's positions end.
    package func tokens(_ text: String) -> [Int] {
        tokenizer.encode(
            String(text.utf8.count > Self.maximumBytes ? text.prefix(Self.maximumBytes / 4) : text[...]),
            maximumCount: model.configuration.maximumTokens)
    }

    private func vectors(_ pooled: [[Float]]) throws -> [[Float]] {
        try pooled.map { vector in
            guard let unit = Vectors.normalized(vector) else {
                throw EmbeddingError.file("model.safetensors", "a text gets no finite vector")
            }
            return unit
        }
    }
}
