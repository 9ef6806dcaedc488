import Tensors
import VLM

/// One layer of CLIP's text half: each token attends to itself and those before it, then a feed-forward layer, each
/// added to what came in (A. Radford et al., arXiv 2103.00020).
struct ClipLayer: Sendable {
    private let attentionNorm: LayerNorm
    private let queries: Linear
    private let keys: Linear
    private let values: Linear
    private let projection: Linear
    private let feedForwardNorm: LayerNorm
    private let up: Linear
    private let down: Linear
    private let attention: Attention
    private let activation: ClipConfiguration.Activation

    /// - Throws: `CheckpointError`.
    init(_ c: ClipConfiguration, number: Int, _ weights: SentenceWeights) throws(CheckpointError) {
        let name = "text_model.encoder.layers.\(number)."
        let width = c.width
        attentionNorm = try weights.layerNorm(name + "layer_norm1", width: width, epsilon: c.epsilon)
        queries = try weights.linear(name + "self_attn.q_proj", inputs: width, outputs: width)
        keys = try weights.linear(name + "self_attn.k_proj", inputs: width, outputs: width)
        values = try weights.linear(name + "self_attn.v_proj", inputs: width, outputs: width)
        projection = try weights.linear(name + "self_attn.out_proj", inputs: width, outputs: width)
        feedForwardNorm = try weights.layerNorm(name + "layer_norm2", width: width, epsilon: c.epsilon)
        up = try weights.linear(name + "mlp.fc1", inputs: width, outputs: c.intermediateWidth)
        down = try weights.linear(name + "mlp.fc2", inputs: c.intermediateWidth, outputs: width)
        attention = Attention(queryHeads: c.heads, keyValueHeads: c.heads, headDimension: width / c.heads)
        activation = c.activation
    }

    /// - Parameters:
    ///   - hidden: tokens x width, the texts one after another; replaced by the layer's output.
    ///   - lengths: tokens of each text.
    func apply(to hidden: inout Tensor, lengths: [Int]) {
        let mixed = Linear.joined([queries, keys, values], of: attentionNorm(hidden))
        hidden.add(projection(attention.within(lengths, mixed, isCausal: true)))
        var raised = up(feedForwardNorm(hidden))
        switch activation {
        case .quickGELU: QuickGELU.apply(&raised)
        case .gelu: GELU.apply(&raised)
        }
        hidden.add(down(raised))
    }
}

extension Attention {
    /// Attention within each of some texts.
    /// - Parameters:
    ///   - lengths: tokens of each text.
    ///   - mixed: queries, keys and values side by side, a row a token, the texts one after another.
    ///   - isCausal: whether a token sees only those before it and itself; otherwise all of its text.
    ///   - isReference: whether the plain form computes.
    func within(_ lengths: [Int], _ mixed: Tensor, isCausal: Bool, isReference: Bool = false) -> Tensor {
        let width = mixed.columns / 3
        return Tensor(rows: mixed.rows, columns: width) { output in
            mixed.values.withUnsafeBufferPointer { mixed in
                guard let mixed = mixed.baseAddress, let output = output.baseAddress else { return }
                var start = 0
                let sequences = lengths.map { count in
                    let first = mixed + start * 3 * width
                    let block = Sequence.Block(
                        keys: first + width, values: first + 2 * width, tokenStride: 3 * width,
                        headStride: headDimension, count: count)
                    defer { start += count }
                    return Sequence(
                        queries: first, output: output + start * width, queryStride: 3 * width, outputStride: width,
                        count: count, blocks: [block], firstPosition: isCausal ? 0 : nil)
                }
                if isReference { reference(sequences) } else { apply(sequences) }
            }
        }
    }
}
