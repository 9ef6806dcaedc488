import Tensors

/// One block of Qwen2.5-VL's vision tower: attention within segments, then a gated feed-forward layer.
struct VisionBlock: Sendable {
    let attentionNorm: RMSNorm
    let attention: VisionAttention
    let feedForwardNorm: RMSNorm
    let feedForward: FeedForward

    init(_ configuration: VisionConfiguration, name: String, _ weights: inout WeightCollector) throws {
        let c = configuration
        attentionNorm = try weights.norm(name + ".norm1", width: c.hiddenSize, epsilon: c.normEpsilon)
        feedForwardNorm = try weights.norm(name + ".norm2", width: c.hiddenSize, epsilon: c.normEpsilon)
        attention = try VisionAttention(c, name: name + ".attn", &weights)
        feedForward = try FeedForward(
            name: name + ".mlp", width: c.hiddenSize, intermediate: c.intermediateSize, bias: true, &weights)
    }

    /// - Parameters:
    ///   - hidden: patches x width, replaced by the block's output.
    ///   - segments: the lengths of the runs of patches that attend to one another.
    func apply(to hidden: inout Tensor, rotary: RotaryTable, segments: [Int]) {
        hidden.add(attention(attentionNorm(hidden), rotary: rotary, segments: segments))
        hidden.add(feedForward(feedForwardNorm(hidden)))
    }
}
