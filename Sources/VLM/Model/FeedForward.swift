import Tensors

/// The gated feed-forward layer, `down(silu(gate(x)) ∘ up(x))`.
struct FeedForward: Sendable {
    let gate: Linear
    let up: Linear
    let down: Linear

    init(name: String, width: Int, intermediate: Int, bias: Bool, _ weights: inout WeightCollector) throws {
        gate = try weights.linear(name + ".gate_proj", inputs: width, outputs: intermediate, bias: bias)
        up = try weights.linear(name + ".up_proj", inputs: width, outputs: intermediate, bias: bias)
        down = try weights.linear(name + ".down_proj", inputs: intermediate, outputs: width, bias: bias)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        var gated = gate(x)
        SwiGLU.apply(gate: &gated, up: up(x))
        return down(gated)
    }
}
