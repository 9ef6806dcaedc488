/// The affine map `y = x Wᵀ + b`, W of shape outputs x inputs.
///
/// Weights of single numbers are computed with in F32, unless `roundsActivations` allows less. Block-quantised
/// weights are repacked at the start (see `PackedMatrix`), and each block of 32 numbers of x is rounded to 8
/// bits with a scale of its own.
public struct Linear: Sendable {
    /// W as it is stored, outputs x inputs.
    public let weight: StoredTensor
    /// The block-quantised form of W that the map computes with; nil: `weight` itself.
    public let packed: PackedMatrix?
    /// b, one number an output.
    public let bias: [Float]?
    /// Whether x may be rounded to BF16 where the weights are BF16 and the processor has AVX-512 BF16, as PyTorch
    /// and llama.cpp do with BF16 models: about twice as fast.
    public let roundsActivations: Bool
    /// A copy of the bias that stays in its place.
    private let storedBias: StoredTensor?

    /// Numbers a row of x.
    public var inputs: Int { weight.shape[1] }
    /// Numbers a row of y.
    public var outputs: Int { weight.shape[0] }

    /// A map with these weights.
    /// - Parameter packed: what the map computes with instead of `weight`; where it is nil and `weight` is
    ///   block-quantised, `weight` is repacked.
    /// - Precondition: weight has two axes, `packed` the same, and bias one number an output.
    public init(
        weight: StoredTensor, packed: PackedMatrix? = nil, bias: [Float]? = nil, roundsActivations: Bool = false
    ) {
        precondition(weight.shape.count == 2, "a linear map needs a matrix, not \(weight.shape)")
        precondition(bias.map { $0.count == weight.shape[0] } ?? true, "a bias has one number an output")
        precondition(packed.map { [$0.outputs, $0.inputs] == weight.shape } ?? true)
        self.weight = weight
        self.packed = packed ?? PackedMatrix(repacking: weight)
        self.bias = bias
        self.roundsActivations = roundsActivations
        storedBias = bias.map { bias in StoredTensor(shape: [bias.count]) { _ = $0.update(from: bias) } }
    }

    /// Where the bias begins, as long as the map or a copy of it lives.
    var biasAddress: UnsafePointer<Float>? { storedBias?.address.assumingMemoryBound(to: Float.self) }

    /// Whether the map rounds x to BF16.
    func narrows(_ set: InstructionSet) -> Bool {
        roundsActivations && packed == nil && weight.elementType == .bfloat16 && set == .avx512BF16
    }

    /// The plain form: `y[m, n] = b[n] + Σk x[m, k] W[n, k]`, summed in order, W converted to F32.
    public func reference(_ x: Tensor) -> Tensor {
        let weights = packed?.floats() ?? weight.floats()
        var y = Tensor.zeros(x.rows, outputs)
        for row in 0..<x.rows {
            for output in 0..<outputs {
                var sum = bias?[output] ?? 0
                for k in 0..<inputs { sum += x.values[row * inputs + k] * weights[output * inputs + k] }
                y.values[row * outputs + output] = sum
            }
        }
        return y
    }

    /// The fast form: own kernels for few rows and for quantised weights, OpenBLAS for many rows, pieces of
    /// the outputs in parallel.
    /// - Precondition: the last axis of x is `inputs`.
    public func callAsFunction(_ x: Tensor) -> Tensor { apply(x, using: .best) }

    package func apply(_ x: Tensor, using set: InstructionSet) -> Tensor {
        Self.joined([self], of: x, using: set)
    }

    /// The outputs of several maps of the same x side by side, in one row for each of x. x is quantised once, and
    /// the maps run as one parallel region.
    /// - Precondition: each map has as many inputs as x has columns.
    package static func joined(_ maps: [Linear], of x: Tensor, using set: InstructionSet = .best) -> Tensor {
        let outputs = maps.reduce(0) { $0 + $1.outputs }
        return withPieces(maps, of: x, outputs: outputs, using: set) { $0.run() }
    }

    /// The gated unit `silu(gate(x)) ∘ up(x)` of two maps with as many outputs (see `SwiGLU`), in one parallel region.
    /// - Precondition: both maps have as many inputs as x has columns, and as many outputs as each other.
    package static func gated(gate: Linear, up: Linear, of x: Tensor, using set: InstructionSet = .best) -> Tensor {
        precondition(gate.outputs == up.outputs, "\(gate.outputs) gates do not fit \(up.outputs) numbers")
        return withPieces([gate, up], of: x, outputs: gate.outputs, using: set) { $0.runGated() }
    }

    private static func withPieces(
        _ maps: [Linear], of x: Tensor, outputs: Int, using set: InstructionSet, _ body: (LinearPieces) -> Void
    ) -> Tensor {
        precondition(maps.allSatisfy { $0.inputs == x.columns }, "\(x.columns) columns do not fit the maps")
        return Tensor(rows: x.rows, columns: outputs) { target in
            x.values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress, let target = target.baseAddress, x.rows > 0 else { return }
                let pieces = LinearPieces(maps, x: base, rows: x.rows, target: target, stride: outputs, set: set)
                body(pieces)
                pieces.finish()
            }
        }
    }
}
