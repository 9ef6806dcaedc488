import Tensors

/// Joins the patches of a square into one token of the language model's width, in Qwen2-VL and Qwen3-VL.
struct LayerNormMerger: Sendable {
    /// The names of a merger's parts in checkpoints.
    struct Names {
        let norm: String
        let first: String
        let second: String

        static let qwen2VL = Names(norm: ".ln_q", first: ".mlp.0", second: ".mlp.2")
        static let qwen3VL = Names(norm: ".norm", first: ".linear_fc1", second: ".linear_fc2")
    }

    let norm: LayerNorm
    let first: Linear
    let second: Linear

    /// - Parameter normsJoined: whether a square is normalised as a whole instead of patch by patch.
    init(
        _ c: VisionConfiguration, name: String, names: Names, normsJoined: Bool, _ weights: inout WeightCollector
    ) throws {
        let joined = c.hiddenSize * c.mergeUnit
        norm = try weights.layerNorm(
            name + names.norm, width: normsJoined ? joined : c.hiddenSize, epsilon: c.normEpsilon)
        first = try weights.linear(name + names.first, inputs: joined, outputs: joined, bias: true)
        second = try weights.linear(name + names.second, inputs: joined, outputs: c.outputSize, bias: true)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let width = norm.weight.count
        let normed = norm(x.reshaped(x.values.count / width, width))
        var joined = first(normed.reshaped(x.values.count / first.inputs, first.inputs))
        GELU.apply(&joined)
        return second(joined)
    }
}
