import Foundation

/// The Gaussian error linear unit, `x Φ(x) = x / 2 (1 + erf(x / √2))`, exact form.
///
/// D. Hendrycks, K. Gimpel, arXiv 1606.08415.
public enum GELU {
    /// The plain form.
    public static func reference(_ x: Tensor) -> Tensor {
        var y = x
        for index in y.values.indices { y.values[index] = value(x.values[index]) }
        return y
    }

    /// The fast form, in place: the same formula, tiles in parallel.
    public static func apply(_ x: inout Tensor) {
        let count = x.values.count
        x.values.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let tile = 8192
            Parallel.forEach((count + tile - 1) / tile, work: count * 32) { index in
                for position in index * tile..<min((index + 1) * tile, count) {
                    base[position] = value(base[position])
                }
            }
        }
    }

    private static func value(_ x: Float) -> Float { 0.5 * x * (1 + erff(x * 0.707_106_77)) }
}
