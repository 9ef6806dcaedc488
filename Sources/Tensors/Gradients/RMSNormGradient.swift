import CKernels

/// The derivative of `RMSNorm`. With r = 1 / sqrt(mean(x²) + ε) and n columns,
///
///     ∂x = r w ∂y − x r³/n Σⱼ ∂yⱼ wⱼ xⱼ        ∂w = Σ over rows of r x ∂y
package enum RMSNormGradient {
    /// Normalises the rows of a matrix.
    package static func forward(
        _ x: Matrix, weight: UnsafePointer<Float>, epsilon: Float, into y: Matrix
    ) {
        let set = InstructionSet.best
        Rows.forEach(x.rows, work: 4 * x.columns) { row in
            ck_rms_norm(set.kernelSet, x.row(row), weight, epsilon, y.row(row), x.columns)
        }
    }

    /// The plain form; adds to dx and dw.
    package static func reference(
        x: Matrix, weight: UnsafePointer<Float>, epsilon: Float, dy: Matrix, dx: Matrix,
        dw: UnsafeMutablePointer<Float>?
    ) {
        let n = Double(x.columns)
        for row in 0..<x.rows {
            var squares = 0.0
            var product = 0.0
            for column in 0..<x.columns {
                squares += Double(x[row, column]) * Double(x[row, column])
                product += Double(dy[row, column]) * Double(weight[column]) * Double(x[row, column])
            }
            let r = 1 / (squares / n + Double(epsilon)).squareRoot()
            for column in 0..<x.columns {
                let (value, gradient) = (Double(x[row, column]), Double(dy[row, column]))
                dx[row, column] += Float(
                    r * Double(weight[column]) * gradient - value * r * r * r / n * product)
                if let dw { dw[column] += Float(r * value * gradient) }
            }
        }
    }

    /// The fast form; adds to dx and dw.
    package static func backward(
        x: Matrix, weight: UnsafePointer<Float>, epsilon: Float, dy: Matrix, dx: Matrix,
        dw: UnsafeMutablePointer<Float>?, using set: InstructionSet = .best
    ) {
        let columns = x.columns
        guard let dw else {
            Rows.forEach(x.rows, work: 8 * columns) { row in
                ck_rms_norm_gradient(
                    set.kernelSet, x.row(row), weight, epsilon, dy.row(row), dx.row(row), nil, columns)
            }
            return
        }
        Rows.sum(x.rows, work: 8 * columns, into: dw, count: columns) { row, sums in
            ck_rms_norm_gradient(
                set.kernelSet, x.row(row), weight, epsilon, dy.row(row), dx.row(row), sums, columns)
        }
    }
}
