import CKernels
import COpenBLAS

/// The affine map `y = x Wᵀ + b`, W of shape outputs x inputs in any element type, computed in F32.
public struct Linear: Sendable {
    /// W, outputs x inputs.
    public let weight: StoredTensor
    /// b, one number an output.
    public let bias: [Float]?

    /// Numbers a row of x.
    public var inputs: Int { weight.shape[1] }
    /// Numbers a row of y.
    public var outputs: Int { weight.shape[0] }

    /// Up to this many rows the kernels read the weights as they are; beyond it they are converted tile by
    /// tile for the matrix product of OpenBLAS.
    static let maximumKernelRows = 12
    /// How many F32 weights a converted tile holds at most (4 MiB).
    static let tileCapacity = 1 << 20

    /// A map with these weights.
    /// - Precondition: weight has two axes, and bias one number an output.
    public init(weight: StoredTensor, bias: [Float]? = nil) {
        precondition(weight.shape.count == 2, "a linear map needs a matrix, not \(weight.shape)")
        precondition(bias.map { $0.count == weight.shape[0] } ?? true, "a bias has one number an output")
        self.weight = weight
        self.bias = bias
    }

    /// The plain form: `y[m, n] = b[n] + Σk x[m, k] W[n, k]`, summed in order.
    public func reference(_ x: Tensor) -> Tensor {
        let weights = weight.floats()
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

    /// The fast form: own kernels for few rows, OpenBLAS for many, tiles of outputs in parallel.
    /// - Precondition: the last axis of x is `inputs`.
    public func callAsFunction(_ x: Tensor) -> Tensor { apply(x, using: .best) }

    package func apply(_ x: Tensor, using set: InstructionSet) -> Tensor {
        precondition(x.columns == inputs, "\(x.columns) columns do not fit \(inputs) inputs")
        let rows = x.rows
        return Tensor(rows: rows, columns: outputs) { y in
            guard rows > 0 else { return }
            x.values.withUnsafeBufferPointer { x in
                weight.withUnsafeBytes { weights in
                    guard let x = x.baseAddress, let w = weights.baseAddress, let y = y.baseAddress else {
                        return
                    }
                    if rows <= Self.maximumKernelRows {
                        multiplyFew(x, rows: rows, weights: w, into: y, using: set)
                    } else {
                        multiplyMany(x, rows: rows, weights: w, into: y, using: set)
                    }
                }
            }
        }
    }

    private func multiplyFew(
        _ x: UnsafePointer<Float>, rows: Int, weights: UnsafeRawPointer, into y: UnsafeMutablePointer<Float>,
        using set: InstructionSet
    ) {
        let work = rows * outputs * inputs
        // Some tiles a thread: whoever wakes late finds the others further on, not waiting.
        let tiles = work < Parallel.minimumWork ? 1 : 4 * Parallel.width
        let tile = ((outputs + tiles - 1) / tiles + 3) & ~3
        Parallel.forEach((outputs + tile - 1) / tile, work: work) { index in
            let first = index * tile
            withOptionalPointer(bias) { bias in
                ck_linear(
                    set.kernelSet, weight.elementType.kernelType, x, rows, inputs, weights, first,
                    min(first + tile, outputs), bias, y, outputs)
            }
        }
    }

    private func multiplyMany(
        _ x: UnsafePointer<Float>, rows: Int, weights: UnsafeRawPointer, into y: UnsafeMutablePointer<Float>,
        using set: InstructionSet
    ) {
        let share = (outputs + Parallel.width - 1) / Parallel.width
        let tile = max(1, min((share + 15) & ~15, max(16, Self.tileCapacity / max(inputs, 1))))
        Parallel.forEach((outputs + tile - 1) / tile, work: rows * outputs * inputs) { index in
            let first = index * tile
            let count = min(tile, outputs - first)
            if weight.elementType == .float32 {
                let w = weights.assumingMemoryBound(to: Float.self) + first * inputs
                multiply(x, rows: rows, tile: w, count: count, into: y + first)
            } else {
                withUnsafeTemporaryAllocation(of: Float.self, capacity: count * inputs) { scratch in
                    guard let w = scratch.baseAddress else { return }
                    let start = weights + first * inputs * weight.elementType.byteCount
                    ck_widen(set.kernelSet, weight.elementType.kernelType, start, w, count * inputs)
                    multiply(x, rows: rows, tile: w, count: count, into: y + first)
                }
            }
            if let bias {
                for row in 0..<rows {
                    let target = y + row * outputs + first
                    for offset in 0..<count { target[offset] += bias[first + offset] }
                }
            }
        }
    }

    private func multiply(
        _ x: UnsafePointer<Float>, rows: Int, tile: UnsafePointer<Float>, count: Int,
        into y: UnsafeMutablePointer<Float>
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(count), blasint(inputs), 1, x,
            blasint(inputs), tile, blasint(inputs), 0, y, blasint(outputs))
    }
}

/// The address of an optional array's elements, null when there is none.
func withOptionalPointer<Result>(
    _ values: [Float]?, _ body: (UnsafePointer<Float>?) throws -> Result
) rethrows -> Result {
    guard let values else { return try body(nil) }
    return try values.withUnsafeBufferPointer { try body($0.baseAddress) }
}
