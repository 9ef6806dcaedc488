import CKernels

/// Rows picked from a table, and sums over rows, which are the gradients of a bias and of a table.
package enum RowTable {
    /// Adds all rows of a matrix to `target`.
    package static func add(_ x: Matrix, to target: UnsafeMutablePointer<Float>) {
        let set = InstructionSet.best
        Rows.sum(x.rows, work: x.columns, into: target, count: x.columns) { row, sums in
            ck_add(set.kernelSet, sums, x.row(row), x.columns)
        }
    }

    /// Adds each row of `x` to the row of `table` whose index stands at its place; a negative index: to none.
    /// Columns side by side, rows in order.
    package static func scatter(_ x: Matrix, to indices: [Int], of table: Matrix) {
        let set = InstructionSet.best
        let step = max(64, (x.columns / (2 * Parallel.width) + 15) & ~15)
        Parallel.forEach((x.columns + step - 1) / step, work: x.rows * x.columns) { part in
            let start = part * step
            let count = min(step, x.columns - start)
            for (row, index) in indices.enumerated() where index >= 0 {
                ck_add(set.kernelSet, table.row(index) + start, x.row(row) + start, count)
            }
        }
    }

    /// Copies rows of a table, in the order of the indices.
    package static func gather(_ indices: [Int], of table: Matrix, into x: Matrix) {
        Rows.forEach(indices.count, work: x.columns) { row in
            x.row(row).update(from: table.row(indices[row]), count: x.columns)
        }
    }
}
