import Tensors

/// The gated feed-forward layer, `down(silu(gate(x)) ∘ up(x))`.
struct FeedForward: Sendable {
    let gate: Linear
    let up: Linear
    let down: Linear

    /// Rows computed at a time; bounds the memory of the wide intermediate.
    private static let maximumRows = 512

    init(name: String, width: Int, intermediate: Int, bias: Bool, _ weights: inout WeightCollector) throws {
        gate = try weights.linear(name + ".gate_proj", inputs: width, outputs: intermediate, bias: bias)
        up = try weights.linear(name + ".up_proj", inputs: width, outputs: intermediate, bias: bias)
        down = try weights.linear(name + ".down_proj", inputs: intermediate, outputs: width, bias: bias)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.rows > Self.maximumRows else { return apply(x) }
        var values: [Float] = []
        values.reserveCapacity(x.rows * down.outputs)
        for start in stride(from: 0, to: x.rows, by: Self.maximumRows) {
            values += apply(x.gatheringRows(start..<min(start + Self.maximumRows, x.rows))).values
        }
        return Tensor(shape: [x.rows, down.outputs], values: values)
    }

    private func apply(_ x: Tensor) -> Tensor { down(Linear.gated(gate: gate, up: up, of: x)) }
}
