import CKernels
import Foundation

/// The gated unit `silu(g) ∘ u` with `silu(g) = g / (1 + exp(-g))`.
///
/// N. Shazeer, "GLU variants improve transformer", arXiv 2002.05202.
public enum SwiGLU {
    /// The plain form.
    public static func reference(gate: Tensor, up: Tensor) -> Tensor {
        var y = gate
        for index in y.values.indices {
            y.values[index] = gate.values[index] / (1 + expf(-gate.values[index])) * up.values[index]
        }
        return y
    }

    /// The fast form, in place of the gate.
    /// - Precondition: both have the same shape.
    public static func apply(gate: inout Tensor, up: Tensor) { apply(gate: &gate, up: up, using: .best) }

    package static func apply(gate: inout Tensor, up: Tensor, using set: InstructionSet) {
        precondition(gate.shape == up.shape, "shapes \(gate.shape) and \(up.shape) differ")
        let count = gate.values.count
        let columns = max(gate.columns, 1)
        gate.values.withUnsafeMutableBufferPointer { gate in
            up.values.withUnsafeBufferPointer { up in
                guard let gate = gate.baseAddress, let up = up.baseAddress else { return }
                // Row by row: the kernel computes the end of a run in another way than its middle, and that
                // must not depend on how many rows there are.
                let rows = max(1, 16_384 / columns)
                // An exponential costs about as much as sixteen multiply-adds.
                Parallel.forEach((count / columns + rows - 1) / rows, work: count * 16) { tile in
                    for row in tile * rows..<min((tile + 1) * rows, count / columns) {
                        ck_silu_product(set.kernelSet, gate + row * columns, up + row * columns, columns)
                    }
                }
            }
        }
    }
}
