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
        // Queries, keys and values of a token side by side; queries and keys rotate at once.
        var mixed = Linear.joined([query, key, value], of: attentionNorm(hidden))
        let keyColumns = query.outputs..<query.outputs + key.outputs
        queryNorm?.normalize(0..<query.outputs, of: &mixed)
        keyNorm?.normalize(keyColumns, of: &mixed)
        RotaryEmbedding.apply(
            &mixed, table: rotary, heads: attention.queryHeads + attention.keyValueHeads,
            headDimension: attention.headDimension)
        store(mixed, counts, &caches)
        hidden.add(output(attend(mixed, counts, caches)))
        hidden.add(feedForward(feedForwardNorm(hidden)))
    }

    private func store(_ mixed: Tensor, _ counts: [Int], _ caches: inout [KVCache]) {
        let (stride, width) = (mixed.columns, key.outputs)
        mixed.values.withUnsafeBufferPointer { mixed in
            guard let mixed = mixed.baseAddress else { return }
            var keys = mixed + query.outputs
            for (sequence, count) in counts.enumerated() {
                caches[sequence].append(layer: index, keys: keys, values: keys + width, stride: stride, count: count)
                keys += count * stride
            }
        }
    }

    private func attend(_ mixed: Tensor, _ counts: [Int], _ caches: [KVCache]) -> Tensor {
        let (stride, width) = (mixed.columns, query.outputs)
        return Tensor(rows: mixed.rows, columns: width) { output in
            mixed.values.withUnsafeBufferPointer { queries in
                guard let queries = queries.baseAddress, let output = output.baseAddress else { return }
                var start = 0
                var sequences: [Attention.Sequence] = []
                for (cache, count) in zip(caches, counts) {
                    sequences.append(
                        Attention.Sequence(
                            queries: queries + start * stride, output: output + start * width,
                            queryStride: stride, outputStride: width, count: count,
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
