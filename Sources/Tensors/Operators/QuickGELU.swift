import Foundation

/// The sigmoid form of the Gaussian error linear unit, `x σ(1.702 x)`, as in CLIP and Qwen2-VL.
///
/// D. Hendrycks, K. Gimpel, arXiv 1606.08415, section 2.
public enum QuickGELU {
    /// The plain form.
    public static func reference(_ x: Tensor) -> Tensor {
        var y = x
        for index in y.values.indices { y.values[index] = value(x.values[index]) }
        return y
    }

    /// The fast form, in place: the same formula, tiles in parallel.
    public static func apply(_ x: inout Tensor) { Elementwise.apply(&x, cost: 32, value) }

    private static func value(_ x: Float) -> Float { x / (1 + expf(-1.702 * x)) }
}
