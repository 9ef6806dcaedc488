import Tensors

/// Joins the patches of a square into one token of the language model's width.
struct PatchMerger: Sendable {
    let norm: RMSNorm
    let first: Linear
    let second: Linear

    init(_ configuration: VisionConfiguration, name: String, _ weights: inout WeightCollector) throws {
        let c = configuration
        let joined = c.hiddenSize * c.mergeUnit
        norm = try weights.norm(name + ".ln_q", width: c.hiddenSize, epsilon: c.normEpsilon)
        first = try weights.linear(name + ".mlp.0", inputs: joined, outputs: joined, bias: true)
        second = try weights.linear(name + ".mlp.2", inputs: joined, outputs: c.outputSize, bias: true)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let normed = norm(x)
        var joined = first(normed.reshaped(normed.values.count / first.inputs, first.inputs))
        GELU.apply(&joined)
        return second(joined)
    }
}
