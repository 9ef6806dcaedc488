import Tensors

/// What layers compute with: a set of weights, the place of the gradients, and memory.
struct Pass {
    let weights: FloatStorage
    let gradients: FloatStorage
    let pool: MatrixPool
    let precision: MatrixPrecision
    /// Whether adapters add to what the base computes.
    var usesAdapters = true

    func weight(_ range: ParameterRange) -> Matrix {
        Matrix(weights.base + range.offset, rows: range.rows, columns: range.columns)
    }

    /// Where a parameter's gradient is added up; nil where it is not trained.
    func gradient(_ range: ParameterRange) -> Matrix? {
        range.gradientOffset.map {
            Matrix(gradients.base + $0, rows: range.rows, columns: range.columns)
        }
    }

    /// `c = α a b`, or `c += α a b`, in the precision of the pass.
    func multiply(_ a: Matrix, _ b: Matrix, into c: Matrix, scale: Float = 1, accumulate: Bool = false) {
        MatrixProduct.multiply(
            a, b, into: c, scale: scale, accumulate: accumulate, precision: precision, pool: pool)
    }
}
