import Tensors

/// One block of the vision tower: attention within segments, then a gated feed-forward layer.
struct VisionBlock: Sendable {
    let attentionNorm: RMSNorm
    let queryKeyValue: Linear
    let projection: Linear
    let feedForwardNorm: RMSNorm
    let feedForward: FeedForward
    let attention: Attention
    let width: Int

    init(_ configuration: VisionConfiguration, name: String, _ weights: inout WeightCollector) throws {
        let c = configuration
        width = c.hiddenSize
        attentionNorm = try weights.norm(name + ".norm1", width: width, epsilon: c.normEpsilon)
        feedForwardNorm = try weights.norm(name + ".norm2", width: width, epsilon: c.normEpsilon)
        queryKeyValue = try weights.linear(
            name + ".attn.qkv", inputs: width, outputs: 3 * width, bias: true)
        projection = try weights.linear(name + ".attn.proj", inputs: width, outputs: width, bias: true)
        feedForward = try FeedForward(
            name: name + ".mlp", width: width, intermediate: c.intermediateSize, bias: true, &weights)
        attention = Attention(queryHeads: c.heads, keyValueHeads: c.heads, headDimension: c.headDimension)
    }

    /// - Parameters:
    ///   - hidden: patches x width, replaced by the block's output.
    ///   - segments: the lengths of the runs of patches that attend to one another.
    func apply(to hidden: inout Tensor, rotary: RotaryTable, segments: [Int]) {
        var mixed = queryKeyValue(attentionNorm(hidden))
        // Queries and keys lie side by side: rotate both at once.
        RotaryEmbedding.apply(
            &mixed, table: rotary, heads: 2 * attention.queryHeads, headDimension: attention.headDimension)
        let attended = Tensor(rows: hidden.rows, columns: width) { output in
            mixed.values.withUnsafeBufferPointer { mixed in
                guard let mixed = mixed.baseAddress, let output = output.baseAddress else { return }
                var start = 0
                var sequences: [Attention.Sequence] = []
                for count in segments {
                    let first = mixed + start * 3 * width
                    let block = Attention.Sequence.Block(
                        keys: first + width, values: first + 2 * width, tokenStride: 3 * width,
                        headStride: attention.headDimension, count: count)
                    sequences.append(
                        Attention.Sequence(
                            queries: first, output: output + start * width, queryStride: 3 * width,
                            outputStride: width, count: count, blocks: [block], firstPosition: nil))
                    start += count
                }
                attention.apply(sequences)
            }
        }
        hidden.add(projection(attended))
        hidden.add(feedForward(feedForwardNorm(hidden)))
    }
}
