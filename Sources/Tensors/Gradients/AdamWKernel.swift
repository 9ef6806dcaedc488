import CKernels
import Foundation

/// A step of AdamW on a run of numbers. With gradient g, moments m and v, step t,
///
///     w ← w (1 − η λ)      m ← β₁ m + (1 − β₁) g      v ← β₂ v + (1 − β₂) g²
///     w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", arXiv 1711.05101; in the order of
/// operations of torch.optim.AdamW.
package struct AdamWKernel {
    private var step: ck_adamw_step

    /// - Parameters:
    ///   - step: t, from 1.
    ///   - gradientScale: what gradients are multiplied by first.
    package init(
        step: Int, learningRate: Double, weightDecay: Double, beta1: Double, beta2: Double, epsilon: Double,
        gradientScale: Double
    ) {
        self.step = ck_adamw_step(
            gradient_scale: Float(gradientScale), decay: Float(1 - learningRate * weightDecay),
            beta2: Float(beta2), rest1: Float(1 - beta1), rest2: Float(1 - beta2),
            step_size: Float(learningRate / (1 - pow(beta1, Double(step)))),
            second_correction: Float((1 - pow(beta2, Double(step))).squareRoot()), epsilon: Float(epsilon))
    }

    /// The plain form.
    package func reference(weights: inout [Float], gradients: [Float], first: inout [Float], second: inout [Float]) {
        for i in weights.indices {
            let g = gradients[i] * step.gradient_scale
            first[i] += (g - first[i]) * step.rest1
            second[i] = second[i] * step.beta2 + g * g * step.rest2
            weights[i] *= step.decay
            weights[i] -= step.step_size * (first[i] / (second[i].squareRoot() / step.second_correction + step.epsilon))
        }
    }

    /// The fast form; sets the gradients to zero.
    package func apply(
        weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, count: Int,
        using set: InstructionSet = .best
    ) {
        let tile = 1 << 15
        Parallel.forEach((count + tile - 1) / tile, work: count * 8) { index in
            let start = index * tile
            withUnsafePointer(to: step) { step in
                ck_adamw(
                    set.kernelSet, weights + start, gradients + start, first + start, second + start,
                    min(tile, count - start), step)
            }
        }
    }

    /// The sum of squares of numbers, the same on any number of threads.
    package static func squareSum(_ numbers: UnsafePointer<Float>, count: Int) -> Double {
        let tile = 1 << 16
        let tiles = (count + tile - 1) / tile
        let set = InstructionSet.best
        let sums = [Double](unsafeUninitializedCapacity: tiles) { buffer, initialized in
            if let base = buffer.baseAddress {
                Parallel.forEach(tiles, work: count) { index in
                    base[index] = ck_square_sum(
                        set.kernelSet, numbers + index * tile, min(tile, count - index * tile))
                }
            }
            initialized = tiles
        }
        return sums.reduce(0, +)
    }
}
