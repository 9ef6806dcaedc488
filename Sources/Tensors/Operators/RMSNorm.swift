import CKernels

/// Root-mean-square normalisation, `y = x / sqrt(mean(x²) + ε) ∘ w` over each row.
///
/// B. Zhang, R. Sennrich, "Root mean square layer normalization", NeurIPS 2019.
public struct RMSNorm: Sendable {
    /// w, one number a column.
    public let weight: [Float]
    /// ε.
    public let epsilon: Float

    /// A normalisation with this scale.
    public init(weight: [Float], epsilon: Float) {
        self.weight = weight
        self.epsilon = epsilon
    }

    /// The plain form.
    public func reference(_ x: Tensor) -> Tensor {
        var y = x
        let columns = weight.count
        for row in 0..<x.rows {
            var sum: Float = 0
            for column in 0..<columns {
                sum += x.values[row * columns + column] * x.values[row * columns + column]
            }
            let factor = 1 / (sum / Float(columns) + epsilon).squareRoot()
            for column in 0..<columns { y.values[row * columns + column] *= factor * weight[column] }
        }
        return y
    }

    /// The fast form.
    /// - Precondition: the last axis of x is as long as the weight.
    public func callAsFunction(_ x: Tensor) -> Tensor { apply(x, using: .best) }

    package func apply(_ x: Tensor, using set: InstructionSet) -> Tensor {
        let columns = weight.count
        precondition(x.columns == columns, "\(x.columns) columns do not fit \(columns) weights")
        let rows = x.rows
        return Tensor(rows: rows, columns: columns) { y in
            x.values.withUnsafeBufferPointer { x in
                weight.withUnsafeBufferPointer { weight in
                    guard let x = x.baseAddress, let w = weight.baseAddress, let y = y.baseAddress else {
                        return
                    }
                    for start in stride(from: 0, to: rows * columns, by: columns) {
                        ck_rms_norm(set.kernelSet, x + start, w, epsilon, y + start, columns)
                    }
                }
            }
        }
    }

    /// Normalises pieces of each row by themselves, in place, as some models do with the heads of queries and keys.
    /// - Parameter columns: cut into pieces as long as the weight.
    /// - Precondition: the columns lie within x and hold whole pieces.
    package func normalize(_ columns: Range<Int>, of x: inout Tensor, using set: InstructionSet = .best) {
        let width = weight.count
        precondition(columns.lowerBound >= 0 && columns.upperBound <= x.columns && columns.count % width == 0)
        let (rows, stride) = (x.rows, x.columns)
        x.values.withUnsafeMutableBufferPointer { x in
            weight.withUnsafeBufferPointer { weight in
                guard let x = x.baseAddress, let w = weight.baseAddress else { return }
                for row in 0..<rows {
                    for column in Swift.stride(from: columns.lowerBound, to: columns.upperBound, by: width) {
                        let piece = x + row * stride + column
                        ck_rms_norm(set.kernelSet, piece, w, epsilon, piece, width)
                    }
                }
            }
        }
    }
}
