import CKernels
import Foundation

/// `softmax(x)ᵢ = exp(xᵢ - m) / Σⱼ exp(xⱼ - m)` with m the greatest element of the row.
public enum Softmax {
    /// The plain form, over each row.
    public static func reference(_ x: Tensor) -> Tensor {
        var y = x
        for row in 0..<x.rows {
            let range = row * x.columns..<(row + 1) * x.columns
            let greatest = x.values[range].max() ?? 0
            var sum: Float = 0
            for index in range {
                y.values[index] = expf(x.values[index] - greatest)
                sum += y.values[index]
            }
            for index in range { y.values[index] /= sum }
        }
        return y
    }

    /// The fast form, over each row.
    public static func apply(_ x: Tensor) -> Tensor { apply(x, using: .best) }

    package static func apply(_ x: Tensor, using set: InstructionSet) -> Tensor {
        var y = x
        let columns = x.columns
        guard columns > 0 else { return y }
        let rows = x.rows
        y.values.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for row in 0..<rows {
                var maximum = -Float.infinity
                var sum: Float = 0
                let scores = base + row * columns
                _ = ck_online_softmax(set.kernelSet, scores, columns, &maximum, &sum)
                ck_scale(set.kernelSet, scores, 1 / sum, columns)
            }
        }
        return y
    }

    /// `log softmax(x)` of one row, summed in double precision.
    public static func logarithm(_ row: some Collection<Float>) -> [Float] {
        let greatest = Double(row.max() ?? 0)
        let sum = row.reduce(0.0) { $0 + exp(Double($1) - greatest) }
        let normalizer = greatest + log(sum)
        return row.map { Float(Double($0) - normalizer) }
    }
}
