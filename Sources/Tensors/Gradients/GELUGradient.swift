import Foundation

/// `GELU` and its derivative, `Φ(x) + x φ(x)`.
package enum GELUGradient {
    /// `x Φ(x)`.
    package static func forward(_ x: Matrix, into y: Matrix) {
        Rows.forEach(x.rows, work: 32 * x.columns) { row in
            let (source, target) = (x.row(row), y.row(row))
            for column in 0..<x.columns {
                target[column] = 0.5 * source[column] * (1 + erff(source[column] * 0.707_106_77))
            }
        }
    }

    /// Replaces the gradient by the output by that by x.
    package static func backward(x: Matrix, dy: Matrix) {
        Rows.forEach(x.rows, work: 48 * x.columns) { row in
            let (source, gradient) = (x.row(row), dy.row(row))
            for column in 0..<x.columns {
                let value = source[column]
                let cumulative = 0.5 * (1 + erff(value * 0.707_106_77))
                gradient[column] *= cumulative + value * 0.398_942_3 * expf(-0.5 * value * value)
            }
        }
    }
}
