import Tensors
import VLM

/// One layer of a BERT: attention within each text, then a feed-forward layer, each added to its input and normalised
/// afterwards (J. Devlin et al., arXiv 1810.04805; A. Vaswani et al., arXiv 1706.03762).
struct SentenceLayer: Sendable {
    private let queries: Linear
    private let keys: Linear
    private let values: Linear
    private let projection: Linear
    private let attentionNorm: LayerNorm
    private let up: Linear
    private let down: Linear
    private let outputNorm: LayerNorm
    private let attention: Attention
    private let activation: SentenceConfiguration.Activation

    /// - Throws: `CheckpointError`.
    init(_ c: SentenceConfiguration, number: Int, _ weights: SentenceWeights) throws(CheckpointError) {
        let name = "encoder.layer.\(number)."
        let width = c.width
        queries = try weights.linear(name + "attention.self.query", inputs: width, outputs: width)
        keys = try weights.linear(name + "attention.self.key", inputs: width, outputs: width)
        values = try weights.linear(name + "attention.self.value", inputs: width, outputs: width)
        projection = try weights.linear(name + "attention.output.dense", inputs: width, outputs: width)
        attentionNorm = try weights.layerNorm(
            name + "attention.output.LayerNorm", width: width, epsilon: c.epsilon)
        up = try weights.linear(name + "intermediate.dense", inputs: width, outputs: c.intermediateWidth)
        down = try weights.linear(name + "output.dense", inputs: c.intermediateWidth, outputs: width)
        outputNorm = try weights.layerNorm(name + "output.LayerNorm", width: width, epsilon: c.epsilon)
        attention = Attention(queryHeads: c.heads, keyValueHeads: c.heads, headDimension: width / c.heads)
        activation = c.activation
    }

    /// - Parameters:
    ///   - hidden: tokens x width, the texts one after another; replaced by the layer's output.
    ///   - lengths: tokens of each text.
    ///   - isReference: whether the operators' plain forms compute.
    func apply(to hidden: inout Tensor, lengths: [Int], isReference: Bool) {
        let maps = [queries, keys, values]
        let mixed =
            isReference ? Tensor.joining(maps.map { $0.reference(hidden) }) : Linear.joined(maps, of: hidden)
        let attended = attention.within(lengths, mixed, isCausal: false, isReference: isReference)
        hidden.add(isReference ? projection.reference(attended) : projection(attended))
        hidden = isReference ? attentionNorm.reference(hidden) : attentionNorm(hidden)
        var raised = isReference ? up.reference(hidden) : up(hidden)
        switch activation {
        case .gelu: if isReference { raised = GELU.reference(raised) } else { GELU.apply(&raised) }
        case .tanhGELU: if isReference { raised = TanhGELU.reference(raised) } else { TanhGELU.apply(&raised) }
        }
        hidden.add(isReference ? down.reference(raised) : down(raised))
        hidden = isReference ? outputNorm.reference(hidden) : outputNorm(hidden)
    }
}
