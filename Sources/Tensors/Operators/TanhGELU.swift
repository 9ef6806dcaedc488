import Foundation

/// The hyperbolic form of the Gaussian error linear unit, `x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³)))`.
///
/// D. Hendrycks, K. Gimpel, arXiv 1606.08415, section 2.
public enum TanhGELU {
    /// The plain form.
    public static func reference(_ x: Tensor) -> Tensor {
        var y = x
        for index in y.values.indices { y.values[index] = value(x.values[index]) }
        return y
    }

    /// The fast form, in place: the same formula, tiles in parallel.
    public static func apply(_ x: inout Tensor) { Elementwise.apply(&x, cost: 32, value) }

    private static func value(_ x: Float) -> Float { 0.5 * x * (1 + tanhf(0.797_884_6 * (x + 0.044_715 * x * x * x))) }
}
