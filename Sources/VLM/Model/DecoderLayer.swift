import Tensors

/// One layer of the language model: causal attention with grouped heads, then a gated feed-forward layer.
struct DecoderLayer: Sendable {
    let index: Int
    let attentionNorm: RMSNorm
    let query: Linear
    let key: Linear
    let value: Linear
    let output: Linear
    /// Of each head's queries and keys, where the model has them.
    let queryNorm: RMSNorm?
    let keyNorm: RMSNorm?
    let feedForwardNorm: RMSNorm
    let feedForward: FeedForward
    let attention: Attention
    let window: Int?

    init(_ configuration: TextConfiguration, index: Int, _ weights: inout WeightCollector) throws {
        let c = configuration
        let name = "model.layers.\(index)"
        let width = c.hiddenSize
        let queryWidth = c.attentionHeads * c.headDimension
        let keyValueWidth = c.keyValueHeads * c.headDimension
        self.index = index
        attentionNorm = try weights.norm(name + ".input_layernorm", width: width, epsilon: c.normEpsilon)
        feedForwardNorm = try weights.norm(
            name + ".post_attention_layernorm", width: width, epsilon: c.normEpsilon)
        query = try weights.linear(
            name + ".self_attn.q_proj", inputs: width, outputs: queryWidth, bias: c.hasAttentionBias)
        key = try weights.linear(
            name + ".self_attn.k_proj", inputs: width, outputs: keyValueWidth, bias: c.hasAttentionBias)
        value = try weights.linear(
            name + ".self_attn.v_proj", inputs: width, outputs: keyValueWidth, bias: c.hasAttentionBias)
        output = try weights.linear(name + ".self_attn.o_proj", inputs: queryWidth, outputs: width, bias: false)
        let headNorm = { (weights: inout WeightCollector, part: String) in
            try weights.norm(name + ".self_attn.\(part)_norm", width: c.headDimension, epsilon: c.normEpsilon)
        }
        queryNorm = c.hasHeadNorms ? try headNorm(&weights, "q") : nil
        keyNorm = c.hasHeadNorms ? try headNorm(&weights, "k") : nil
        feedForward = try FeedForward(
            name: name + ".mlp", width: width, intermediate: c.intermediateSize, bias: false, &weights)
        attention = Attention(
            queryHeads: c.attentionHeads, keyValueHeads: c.keyValueHeads, headDimension: c.headDimension)
        window = index >= c.firstWindowLayer ? c.slidingWindow : nil
    }

    /// - Parameters:
    ///   - hidden: the new tokens of all sequences, one sequence after another; replaced by the output.
    ///   - counts: how many of the rows belong to each sequence.
    ///   - caches: one a sequence; takes the layer's new keys and values.
    func apply(to hidden: inout Tensor, rotary: RotaryTable, counts: [Int], caches: inout [KVCache]) {
        var projected = Linear.apply([query, key, value], to: attentionNorm(hidden))
        let values = projected.removeLast()
        var keys = projected.removeLast()
        var queries = projected.removeLast()
        if let queryNorm { queries = Self.normalize(queries, by: queryNorm) }
        if let keyNorm { keys = Self.normalize(keys, by: keyNorm) }
        RotaryEmbedding.apply(
            &queries, table: rotary, heads: attention.queryHeads, headDimension: attention.headDimension)
        RotaryEmbedding.apply(
            &keys, table: rotary, heads: attention.keyValueHeads, headDimension: attention.headDimension)
        store(keys, values, counts, &caches)
        hidden.add(output(attend(queries, counts, caches)))
        hidden.add(feedForward(feedForwardNorm(hidden)))
    }

    /// Each head's part of each row by itself.
    private static func normalize(_ x: Tensor, by norm: RMSNorm) -> Tensor {
        let width = norm.weight.count
        return norm(x.reshaped(x.values.count / width, width)).reshaped(x.rows, x.columns)
    }

    private func store(_ keys: Tensor, _ values: Tensor, _ counts: [Int], _ caches: inout [KVCache]) {
        let width = keys.columns
        keys.values.withUnsafeBufferPointer { keys in
            values.values.withUnsafeBufferPointer { values in
                guard let keys = keys.baseAddress, let values = values.baseAddress else { return }
                var start = 0
                for (sequence, count) in counts.enumerated() {
                    caches[sequence].append(
                        layer: index, keys: keys + start * width, values: values + start * width,
                        stride: width, count: count)
                    start += count
                }
            }
        }
    }

    private func attend(_ queries: Tensor, _ counts: [Int], _ caches: [KVCache]) -> Tensor {
        let width = queries.columns
        return Tensor(rows: queries.rows, columns: width) { output in
            queries.values.withUnsafeBufferPointer { queries in
                guard let queries = queries.baseAddress, let output = output.baseAddress else { return }
                var start = 0
                var sequences: [Attention.Sequence] = []
                for (cache, count) in zip(caches, counts) {
                    sequences.append(
                        Attention.Sequence(
                            queries: queries + start * width, output: output + start * width,
                            queryStride: width, outputStride: width, count: count,
                            blocks: cache.blocks(layer: index, count: cache.length + count),
                            firstPosition: cache.length, window: window))
                    start += count
                }
                // The blocks point into the caches' pages.
                withExtendedLifetime(caches) { attention.apply(sequences) }
            }
        }
    }
}
