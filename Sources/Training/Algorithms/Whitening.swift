/// Shifts and scales the values of all tokens of a batch to mean 0 and variance 1.
///
/// ```
/// whiten(v) = (v − mean) / √(var + 10^−8)      var unbiased: mean square · M / (M − 1), M tokens
/// ```
///
/// Source: verl's `masked_whiten`. Where that fails, for less than two tokens, only the mean is taken off.
public enum Whitening {
    /// Keeps the quotient finite where all values are alike.
    public static let epsilon = 1e-8

    /// Whitened values, in the shape of `values`.
    public static func whitened(_ values: [[Double]]) -> [[Double]] {
        let all = values.flatMap { $0 }
        let mean = Groups.mean(all)
        guard all.count > 1 else { return values.map { $0.map { $0 - mean } } }
        let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count - 1)
        let scale = 1 / (variance + epsilon).squareRoot()
        return values.map { $0.map { ($0 - mean) * scale } }
    }
}
