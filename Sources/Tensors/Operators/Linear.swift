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
    /// Whether more than 12 rows of x may be rounded to BF16 where the weights are BF16 and the processor has
    /// AVX-512 BF16, as PyTorch does in BF16 models: about twice as fast.
    public let roundsActivations: Bool

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
    }

    /// Whether the map rounds this many rows to BF16.
    func narrows(_ rows: Int, _ set: InstructionSet) -> Bool {
        roundsActivations && packed == nil && weight.elementType == .bfloat16 && set == .avx512BF16
            && rows > LinearPieces.maximumKernelRows
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
        Self.apply([self], to: x, using: set)[0]
    }

    /// Several maps of the same x, which is quantised once and whose pieces run as one parallel region.
    /// - Precondition: each map has as many inputs as x has columns.
    package static func apply(_ maps: [Linear], to x: Tensor, using set: InstructionSet = .best) -> [Tensor] {
        var results: [Tensor] = []
        fill(maps[...], rows: x.rows, [], &results) { targets in
            x.values.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress, x.rows > 0 else { return }
                LinearPieces(maps, x: base, rows: x.rows, targets: targets, set: set).run()
            }
        }
        return results.reversed()
    }

    /// Makes a tensor for each map, in reverse order, and lets `body` write all of them at once.
    private static func fill(
        _ maps: ArraySlice<Linear>, rows: Int, _ targets: [UnsafeMutablePointer<Float>],
        _ results: inout [Tensor], _ body: ([UnsafeMutablePointer<Float>]) -> Void
    ) {
        guard let map = maps.first else { return body(targets) }
        let result = Tensor(rows: rows, columns: map.outputs) { buffer in
            guard let target = buffer.baseAddress else { return }
            fill(maps.dropFirst(), rows: rows, targets + [target], &results, body)
        }
        results.append(result)
    }
}
