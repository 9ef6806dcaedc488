/// Layer normalisation, `y = (x - mean(x)) / sqrt(var(x) + ε) ∘ w + b` over each row.
///
/// J. Ba, J. Kiros, G. Hinton, arXiv 1607.06450.
public struct LayerNorm: Sendable {
    /// w, one number a column.
    public let weight: [Float]
    /// b, one number a column.
    public let bias: [Float]
    /// ε.
    public let epsilon: Float

    /// A normalisation with this scale and shift.
    /// - Precondition: both have one number a column.
    public init(weight: [Float], bias: [Float], epsilon: Float) {
        precondition(weight.count == bias.count)
        self.weight = weight
        self.bias = bias
        self.epsilon = epsilon
    }

    /// The plain form.
    public func reference(_ x: Tensor) -> Tensor {
        var y = x
        let columns = weight.count
        for row in 0..<x.rows {
            let values = x.row(row)
            let mean = values.reduce(0, +) / Float(columns)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(columns)
            let factor = 1 / (variance + epsilon).squareRoot()
            for column in 0..<columns {
                y.values[row * columns + column] = (values[column] - mean) * factor * weight[column] + bias[column]
            }
        }
        return y
    }

    /// The fast form: the same formula by vectors of 8 numbers, rows in parallel.
    /// - Precondition: the last axis of x is as long as the weight.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        let columns = weight.count
        precondition(x.columns == columns, "\(x.columns) columns do not fit \(columns) weights")
        let rows = x.rows
        return Tensor(rows: rows, columns: columns) { y in
            x.values.withUnsafeBufferPointer { x in
                guard let x = x.baseAddress, let y = y.baseAddress else { return }
                let chunk = 16
                Parallel.forEach((rows + chunk - 1) / chunk, work: rows * columns * 4) { index in
                    for row in index * chunk..<min((index + 1) * chunk, rows) {
                        normalize(x + row * columns, into: y + row * columns)
                    }
                }
            }
        }
    }

    private func normalize(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
        let columns = weight.count
        let mean = sum(x) { $0 } / Float(columns)
        let variance = sum(x) { ($0 - mean) * ($0 - mean) } / Float(columns)
        let factor = 1 / (variance + epsilon).squareRoot()
        for column in 0..<columns { y[column] = (x[column] - mean) * factor * weight[column] + bias[column] }
    }

    private func sum(
        _ x: UnsafePointer<Float>, _ term: (SIMD8<Float>) -> SIMD8<Float>
    ) -> Float {
        let columns = weight.count
        let whole = columns / 8 * 8
        var sums = SIMD8<Float>.zero
        for column in stride(from: 0, to: whole, by: 8) {
            sums += term(UnsafeRawPointer(x + column).loadUnaligned(as: SIMD8<Float>.self))
        }
        var total = sums.sum()
        for column in whole..<columns { total += term(SIMD8(repeating: x[column]))[0] }
        return total
    }
}
