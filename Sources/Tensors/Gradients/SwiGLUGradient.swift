import CKernels
import Foundation

/// `SwiGLU` and its derivative, of gates and ups that lie side by side in the rows of one matrix. With
/// s = 1 / (1 + exp(−g)),
///
///     ∂g = ∂y u s (1 + g (1 − s))        ∂u = ∂y g s
package enum SwiGLUGradient {
    /// `silu(g) ∘ u` for rows of g, then u.
    package static func forward(_ gateUp: Matrix, into y: Matrix) {
        let set = InstructionSet.best
        let width = y.columns
        Rows.forEach(y.rows, work: 16 * width) { row in
            let gate = gateUp.row(row)
            ck_silu_gate(set.kernelSet, gate, gate + width, y.row(row), width)
        }
    }

    /// The plain form; see `backward`.
    package static func reference(_ gateUp: Matrix, dy: Matrix) {
        let width = dy.columns
        for row in 0..<dy.rows {
            for column in 0..<width {
                let (g, u) = (Double(gateUp[row, column]), Double(gateUp[row, width + column]))
                let d = Double(dy[row, column])
                let s = 1 / (1 + exp(-g))
                gateUp[row, column] = Float(d * u * s * (1 + g * (1 - s)))
                gateUp[row, width + column] = Float(d * g * s)
                dy[row, column] = Float(g * s * u)
            }
        }
    }

    /// The fast form: replaces gates and ups by the gradients by them, and the output's gradient by the output,
    /// which the weights' gradient of the next map needs.
    package static func backward(_ gateUp: Matrix, dy: Matrix, using set: InstructionSet = .best) {
        let width = dy.columns
        Rows.forEach(dy.rows, work: 16 * width) { row in
            let gate = gateUp.row(row)
            ck_silu_gate_gradient(set.kernelSet, gate, gate + width, dy.row(row), width)
        }
    }
}
