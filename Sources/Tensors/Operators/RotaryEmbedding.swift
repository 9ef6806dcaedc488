import CKernels
import Foundation

/// The cosines and sines by which the pairs (i, i + half) of each head are rotated, one row a token.
///
/// J. Su et al., "RoFormer", arXiv 2104.09864; the pairs are those of the "rotate half" form.
public struct RotaryTable: Sendable {
    /// tokens x half, the cosines.
    public let cosine: Tensor
    /// tokens x half, the sines.
    public let sine: Tensor

    /// A table of these angles, tokens x half.
    public init(angles: Tensor) {
        cosine = Tensor(shape: angles.shape, values: angles.values.map { cosf($0) })
        sine = Tensor(shape: angles.shape, values: angles.values.map { sinf($0) })
    }

    /// A table of given cosines and sines.
    public init(cosine: Tensor, sine: Tensor) {
        precondition(cosine.shape == sine.shape)
        self.cosine = cosine
        self.sine = sine
    }

    /// The table of these tokens, in this order.
    public func gatheringRows(_ indices: some Collection<Int>) -> RotaryTable {
        RotaryTable(cosine: cosine.gatheringRows(indices), sine: sine.gatheringRows(indices))
    }

    /// `base^(-2i / width)` for i in 0..<width/2.
    public static func inverseFrequencies(width: Int, base: Double) -> [Float] {
        (0..<width / 2).map { 1 / Float(pow(base, Double(Float(2 * $0) / Float(width)))) }
    }
}

/// Rotary position embedding of a run of heads within wider rows.
public enum RotaryEmbedding {
    /// The plain form: rotates the heads that start at column `offset` of each row of x.
    public static func reference(
        _ x: inout Tensor, table: RotaryTable, offset: Int, heads: Int, headDimension: Int
    ) {
        let half = headDimension / 2
        for row in 0..<x.rows {
            for head in 0..<heads {
                for i in 0..<half {
                    let first = row * x.columns + offset + head * headDimension + i
                    let (a, b) = (x.values[first], x.values[first + half])
                    let (c, s) = (table.cosine.values[row * half + i], table.sine.values[row * half + i])
                    x.values[first] = a * c - b * s
                    x.values[first + half] = b * c + a * s
                }
            }
        }
    }

    /// The fast form.
    /// - Precondition: the table has a row for each row of x and half a head's columns.
    public static func apply(
        _ x: inout Tensor, table: RotaryTable, offset: Int = 0, heads: Int, headDimension: Int
    ) {
        apply(&x, table: table, offset: offset, heads: heads, headDimension: headDimension, using: .best)
    }

    package static func apply(
        _ x: inout Tensor, table: RotaryTable, offset: Int, heads: Int, headDimension: Int,
        using set: InstructionSet
    ) {
        let (rows, columns, half) = (x.rows, x.columns, headDimension / 2)
        precondition(table.cosine.shape == [rows, half] && offset + heads * headDimension <= columns)
        x.values.withUnsafeMutableBufferPointer { x in
            table.cosine.values.withUnsafeBufferPointer { cosine in
                table.sine.values.withUnsafeBufferPointer { sine in
                    guard let x = x.baseAddress, let cosine = cosine.baseAddress,
                        let sine = sine.baseAddress
                    else { return }
                    for row in 0..<rows {
                        for head in 0..<heads {
                            ck_rotate_pairs(
                                set.kernelSet, x + row * columns + offset + head * headDimension,
                                cosine + row * half, sine + row * half, half)
                        }
                    }
                }
            }
        }
    }
}
