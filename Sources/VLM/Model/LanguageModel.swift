import Tensors

/// The language model: token embeddings, decoder layers, final norm, output projection.
struct LanguageModel: Sendable {
    let configuration: TextConfiguration
    let embedding: Embedding
    let layers: [DecoderLayer]
    let norm: RMSNorm
    let head: Linear

    init(_ configuration: Qwen25VLConfiguration, _ weights: inout WeightCollector) throws {
        let c = configuration.text
        self.configuration = c
        embedding = Embedding(
            weight: try weights.tensor("model.embed_tokens.weight", c.vocabularySize, c.hiddenSize))
        layers = try (0..<c.layers).map { try DecoderLayer(c, index: $0, &weights) }
        norm = try weights.norm("model.norm", width: c.hiddenSize, epsilon: c.normEpsilon)
        head =
            configuration.tiesEmbeddings
            ? try weights.linear("lm_head.weight", embedding.weight, bias: nil)
            : try weights.linear("lm_head", inputs: c.hiddenSize, outputs: c.vocabularySize, bias: false)
    }

    func makeCache() -> KVCache {
        KVCache(
            layers: configuration.layers, heads: configuration.keyValueHeads,
            headDimension: configuration.headDimension)
    }

    /// Runs new tokens of several sequences through all layers.
    /// - Parameters:
    ///   - hidden: the embeddings, one sequence after another.
    ///   - positions: of all rows.
    ///   - counts: rows of each sequence.
    ///   - caches: one a sequence, advanced by its rows.
    ///   - rows: of which logits are wanted.
    ///   - deepFeatures: what is added after the first layers at the pictures' places.
    /// - Returns: logits, rows x vocabulary.
    func forward(
        _ hidden: Tensor, positions: PositionIDs, counts: [Int], caches: inout [KVCache], logitsOf rows: [Int],
        deepFeatures: DeepFeatures? = nil
    ) -> Tensor {
        var hidden = hidden
        let rotary = RotaryTable(configuration, positions: positions)
        for layer in layers {
            layer.apply(to: &hidden, rotary: rotary, counts: counts, caches: &caches)
            deepFeatures?.add(to: &hidden, afterLayer: layer.index)
        }
        for (sequence, count) in counts.enumerated() { caches[sequence].advance(by: count) }
        return head(norm(hidden.gatheringRows(rows)))
    }
}
