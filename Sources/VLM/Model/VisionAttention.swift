import Tensors

/// Attention among the patches of each image or window.
struct VisionAttention: Sendable {
    let queryKeyValue: Linear
    let projection: Linear
    let attention: Attention
    let width: Int

    init(_ c: VisionConfiguration, name: String, _ weights: inout WeightCollector) throws {
        width = c.hiddenSize
        queryKeyValue = try weights.linear(name + ".qkv", inputs: width, outputs: 3 * width, bias: true)
        projection = try weights.linear(name + ".proj", inputs: width, outputs: width, bias: true)
        attention = Attention(queryHeads: c.heads, keyValueHeads: c.heads, headDimension: c.headDimension)
    }

    /// - Parameter segments: the lengths of the runs of patches that attend to one another.
    func callAsFunction(_ x: Tensor, rotary: RotaryTable, segments: [Int]) -> Tensor {
        var mixed = queryKeyValue(x)
        // Queries and keys lie side by side: rotate both at once.
        RotaryEmbedding.apply(
            &mixed, table: rotary, heads: 2 * attention.queryHeads, headDimension: attention.headDimension)
        let attended = Tensor(rows: x.rows, columns: width) { output in
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
        return projection(attended)
    }
}
