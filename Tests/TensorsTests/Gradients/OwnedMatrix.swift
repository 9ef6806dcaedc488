import Tensors

/// A matrix with its memory, for tests.
final class OwnedMatrix {
    let matrix: Matrix

    init(_ rows: Int, _ columns: Int, seed: UInt64? = nil, scale: Float = 1) {
        let base = UnsafeMutablePointer<Float>.allocate(capacity: max(1, rows * columns))
        let values =
            seed.map { RandomTensors.floats(rows * columns, seed: $0, scale: scale) }
            ?? [Float](repeating: 0, count: rows * columns)
        for (index, value) in values.enumerated() { (base + index).initialize(to: value) }
        matrix = Matrix(base, rows: rows, columns: columns)
    }

    init(copying other: OwnedMatrix) {
        let values = other.matrix.values
        let base = UnsafeMutablePointer<Float>.allocate(capacity: max(1, values.count))
        for (index, value) in values.enumerated() { (base + index).initialize(to: value) }
        matrix = Matrix(base, rows: other.matrix.rows, columns: other.matrix.columns)
    }

    deinit { matrix.base.deallocate() }

    var values: [Float] { matrix.values }

    /// The greatest difference to another matrix, relative to that one's root mean square.
    func difference(to other: OwnedMatrix) -> Double {
        let (a, b) = (values, other.values)
        let mean = (b.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, b.count))).squareRoot()
        return zip(a, b).reduce(0.0) { max($0, abs(Double($1.0) - Double($1.1))) } / max(mean, 1e-12)
    }
}

/// The derivative of a function by each number of a matrix, by central differences.
func numericGradient(of x: OwnedMatrix, step: Float = 1e-2, _ value: () -> Double) -> OwnedMatrix {
    let result = OwnedMatrix(x.matrix.rows, x.matrix.columns)
    for row in 0..<x.matrix.rows {
        for column in 0..<x.matrix.columns {
            let old = x.matrix[row, column]
            x.matrix[row, column] = old + step
            let above = value()
            x.matrix[row, column] = old - step
            let below = value()
            x.matrix[row, column] = old
            result.matrix[row, column] = Float((above - below) / (2 * Double(step)))
        }
    }
    return result
}

/// The sum of the products of two matrices' numbers.
func innerProduct(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.values, b.values).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
}
