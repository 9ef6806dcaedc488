import Tensors
import VLM

/// The language model without its head, differentiable.
struct TrainableLanguageModel: Sendable {
    let configuration: TextConfiguration
    let embedding: ParameterRange
    let blocks: [TrainableBlock]

    init(_ configuration: TextConfiguration, _ builder: inout LayoutBuilder) {
        let c = configuration
        self.configuration = c
        let isTrained = builder.options.adapters == nil
        embedding = builder.parameter(
            "model.embed_tokens.weight", [c.vocabularySize, c.hiddenSize],
            isTrained: isTrained && !builder.options.freezesEmbeddings)
        let queryWidth = c.attentionHeads * c.headDimension
        let keyValueWidth = c.keyValueHeads * c.headDimension
        blocks = (0..<c.layers).map { index in
            let name = "model.layers.\(index)"
            func norm(_ suffix: String) -> TrainableNorm {
                builder.norm(name + suffix, width: c.hiddenSize, epsilon: c.normEpsilon, isTrained: isTrained)
            }
            func linear(_ maps: [(String, Int)], _ inputs: Int, bias: Bool = false) -> TrainableLinear {
                builder.linear(
                    maps.map { (name + $0.0, $0.1) }, inputs: inputs, bias: bias, isTrained: isTrained,
                    takesAdapters: true)
            }
            return TrainableBlock(
                attention: TrainableAttention(
                    norm: norm(".input_layernorm"),
                    queryKeyValue: linear(
                        [
                            (".self_attn.q_proj", queryWidth), (".self_attn.k_proj", keyValueWidth),
                            (".self_attn.v_proj", keyValueWidth),
                        ], c.hiddenSize, bias: c.hasAttentionBias),
                    output: linear([(".self_attn.o_proj", c.hiddenSize)], queryWidth),
                    geometry: Attention(
                        queryHeads: c.attentionHeads, keyValueHeads: c.keyValueHeads,
                        headDimension: c.headDimension),
                    window: index >= c.firstWindowLayer ? c.slidingWindow : nil),
                feedForward: TrainableFeedForward(
                    norm: norm(".post_attention_layernorm"),
                    gateUp: linear(
                        [(".mlp.gate_proj", c.intermediateSize), (".mlp.up_proj", c.intermediateSize)],
                        c.hiddenSize),
                    down: linear([(".mlp.down_proj", c.hiddenSize)], c.intermediateSize)))
        }
    }

    /// Embeds a batch's tokens and runs them through all layers.
    /// - Parameters:
    ///   - place: that of the batch.
    ///   - images: the embeddings of the batch's images, one after another.
    func forward(
        _ batch: PackedBatch, _ place: BlockPlace, images: Matrix?, keepsTape: Bool, recomputes: Bool, _ pass: Pass
    ) -> (output: MatrixPool.Buffer, tapes: [TrainableBlock.Tape]) {
        let hidden = pass.pool.matrix(batch.tokens.count, configuration.hiddenSize)
        RowTable.gather(batch.tokens, of: pass.weight(embedding), into: hidden.matrix)
        if let images {
            for (row, image) in batch.imageRows {
                hidden.matrix.row(row).update(from: images.row(image), count: images.columns)
            }
        }
        return blocks.forward(
            hidden, places: blocks.map { _ in place }, keepsTape: keepsTape, recomputes: recomputes, pass)
    }

    /// Adds to the parameters' gradients.
    /// - Parameters:
    ///   - d: the gradient by the last layer's output; replaced.
    ///   - dImages: takes the gradient by the images' embeddings.
    func backward(
        _ d: Matrix, _ batch: PackedBatch, _ place: BlockPlace, tapes: inout [TrainableBlock.Tape], dImages: Matrix?,
        _ pass: Pass
    ) {
        let table = pass.gradient(embedding)
        blocks.backward(
            d, tapes: &tapes, places: blocks.map { _ in place }, needsInput: table != nil || dImages != nil, pass)
        var tokens = batch.tokens
        for (row, _) in batch.imageRows { tokens[row] = -1 }
        if let table { RowTable.scatter(d, to: tokens, of: table) }
        guard let dImages else { return }
        dImages.clear()
        var targets = [Int](repeating: -1, count: d.rows)
        for (row, image) in batch.imageRows { targets[row] = image }
        RowTable.scatter(d, to: targets, of: dImages)
    }

    /// Where the rows of a batch stand.
    func place(_ batch: PackedBatch) -> BlockPlace {
        BlockPlace(
            rotary: RotaryGradient(RotaryTable(configuration, positions: batch.positions)),
            groups: batch.groups)
    }
}
