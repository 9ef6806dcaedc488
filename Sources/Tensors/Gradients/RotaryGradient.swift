import CKernels

/// `RotaryEmbedding` of the rows of a matrix, and its derivative: a rotation's derivative is the rotation back.
package struct RotaryGradient {
    private let forwardTable: RotaryTable
    private let backwardTable: RotaryTable

    /// The rotation by these angles, one row of the table a row of the matrix.
    package init(_ table: RotaryTable) {
        forwardTable = table
        backwardTable = RotaryTable(
            cosine: table.cosine, sine: Tensor(shape: table.sine.shape, values: table.sine.values.map { -$0 }))
    }

    /// Rotates the first heads of each row.
    package func forward(_ x: Matrix, heads: Int, headDimension: Int) {
        rotate(x, forwardTable, heads, headDimension)
    }

    /// Turns gradients by rotated heads into gradients by those before.
    package func backward(_ dx: Matrix, heads: Int, headDimension: Int) {
        rotate(dx, backwardTable, heads, headDimension)
    }

    private func rotate(_ x: Matrix, _ table: RotaryTable, _ heads: Int, _ headDimension: Int) {
        let half = headDimension / 2
        let set = InstructionSet.best
        precondition(table.cosine.shape == [x.rows, half] && heads * headDimension <= x.columns)
        table.cosine.values.withUnsafeBufferPointer { cosine in
            table.sine.values.withUnsafeBufferPointer { sine in
                guard let cosine = cosine.baseAddress, let sine = sine.baseAddress else { return }
                Rows.forEach(x.rows, work: 4 * heads * headDimension) { row in
                    for head in 0..<heads {
                        ck_rotate_pairs(
                            set.kernelSet, x.row(row) + head * headDimension, cosine + row * half,
                            sine + row * half, half)
                    }
                }
            }
        }
    }
}
