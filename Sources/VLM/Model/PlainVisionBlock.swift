import Tensors

/// One block of the vision towers of Qwen2-VL and Qwen3-VL: attention within each image, then a feed-forward layer.
struct PlainVisionBlock: Sendable {
    let attentionNorm: LayerNorm
    let attention: VisionAttention
    let feedForwardNorm: LayerNorm
    let up: Linear
    let down: Linear
    private let isQuick: Bool

    /// Rows computed at a time; bounds the memory of the wide intermediate.
    private static let maximumRows = 512

    init(_ configuration: VisionConfiguration, name: String, _ weights: inout WeightCollector) throws {
        let c = configuration
        attentionNorm = try weights.layerNorm(name + ".norm1", width: c.hiddenSize, epsilon: c.normEpsilon)
        feedForwardNorm = try weights.layerNorm(name + ".norm2", width: c.hiddenSize, epsilon: c.normEpsilon)
        attention = try VisionAttention(c, name: name + ".attn", &weights)
        isQuick = c.architecture == .qwen2VL
        let mlp = name + ".mlp." + (isQuick ? "fc" : "linear_fc")
        up = try weights.linear(mlp + "1", inputs: c.hiddenSize, outputs: c.intermediateSize, bias: true)
        down = try weights.linear(mlp + "2", inputs: c.intermediateSize, outputs: c.hiddenSize, bias: true)
    }

    /// - Parameters:
    ///   - hidden: patches x width, replaced by the block's output.
    ///   - segments: patches of each frame.
    func apply(to hidden: inout Tensor, rotary: RotaryTable, segments: [Int]) {
        hidden.add(attention(attentionNorm(hidden), rotary: rotary, segments: segments))
        hidden.add(feedForward(feedForwardNorm(hidden)))
    }

    private func feedForward(_ x: Tensor) -> Tensor {
        var values: [Float] = []
        values.reserveCapacity(x.values.count)
        for start in stride(from: 0, to: x.rows, by: Self.maximumRows) {
            var raised = up(x.gatheringRows(start..<min(start + Self.maximumRows, x.rows)))
            if isQuick { QuickGELU.apply(&raised) } else { TanhGELU.apply(&raised) }
            values += down(raised).values
        }
        return Tensor(shape: [x.rows, down.outputs], values: values)
    }
}
