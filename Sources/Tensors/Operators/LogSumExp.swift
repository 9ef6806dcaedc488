import CKernels
import Foundation

/// `log Σᵢ exp(xᵢ)` and the terms of its sum, computed less the greatest number so that nothing overflows.
///
/// What is not a number counts as minus infinity.
public enum LogSumExp {
    /// The plain form, in double precision; minus infinity of nothing.
    public static func reference(_ x: some Collection<Float>) -> Double {
        let numbers = x.filter { !$0.isNaN }.map(Double.init)
        guard let greatest = numbers.max(), greatest.isFinite else { return numbers.max() ?? -.infinity }
        return greatest + log(numbers.reduce(0) { $0 + exp($1 - greatest) })
    }

    /// The fast form.
    public static func apply(_ x: UnsafeBufferPointer<Float>) -> Double { apply(x, using: .best) }

    package static func apply(_ x: UnsafeBufferPointer<Float>, using set: InstructionSet) -> Double {
        let greatest = maximum(x, using: set)
        guard greatest.isFinite, let base = x.baseAddress else { return Double(greatest) }
        return Double(greatest) + log(ck_exponentials(set.kernelSet, base, 1, greatest, nil, x.count))
    }

    /// The greatest number; minus infinity if there is none.
    package static func maximum(_ x: UnsafeBufferPointer<Float>, using set: InstructionSet = .best) -> Float {
        guard let base = x.baseAddress else { return -.infinity }
        return ck_maximum(set.kernelSet, base, x.count)
    }

    /// `exp((xᵢ - shift) scale)` of each number, and their sum.
    /// - Parameter shift: the greatest number.
    package static func terms(
        _ x: UnsafeBufferPointer<Float>, scale: Float, shift: Float, using set: InstructionSet = .best
    ) -> (terms: [Float], sum: Double) {
        var sum = 0.0
        let terms = [Float](unsafeUninitializedCapacity: x.count) { terms, count in
            if let base = x.baseAddress, let terms = terms.baseAddress {
                sum = ck_exponentials(set.kernelSet, base, scale, shift, terms, x.count)
            }
            count = x.count
        }
        return (terms, sum)
    }
}
