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
        gate.values.withUnsafeMutableBufferPointer { gate in
            up.values.withUnsafeBufferPointer { up in
                guard let gate = gate.baseAddress, let up = up.baseAddress else { return }
                let tile = 16_384
                // An exponential costs about as much as sixteen multiply-adds.
                Parallel.forEach((count + tile - 1) / tile, work: count * 16) { index in
                    let start = index * tile
                    ck_silu_product(set.kernelSet, gate + start, up + start, min(tile, count - start))
                }
            }
        }
    }
}
