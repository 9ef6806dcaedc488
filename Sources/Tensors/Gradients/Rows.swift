import CKernels

/// Loops over the rows of matrices on all cores, in tiles of a fixed number of rows.
package enum Rows {
    /// Multiply-adds a tile is made to hold.
    private static let tileWork = 65_536

    /// Calls `body` for each row.
    /// - Parameter work: of a row, in multiply-adds.
    package static func forEach(_ rows: Int, work: Int, _ body: (Int) -> Void) {
        let tile = max(1, tileWork / max(work, 1))
        Parallel.forEach((rows + tile - 1) / tile, work: rows * work) { index in
            for row in index * tile..<min((index + 1) * tile, rows) { body(row) }
        }
    }

    /// How many parts sums over rows are made of, whatever the number of threads, so that the same rows always
    /// add up to the same bits.
    private static let parts = 16

    /// Adds something up over rows: parts of the rows side by side, then the parts in order.
    /// - Parameters:
    ///   - work: of a row, in multiply-adds.
    ///   - target: what the sum is added to, `count` floats.
    ///   - body: adds a row's share to the floats that it is given.
    package static func sum(
        _ rows: Int, work: Int, into target: UnsafeMutablePointer<Float>, count: Int,
        _ body: (Int, UnsafeMutablePointer<Float>) -> Void
    ) {
        let part = (rows + parts - 1) / parts
        guard part > 0 else { return }
        let used = (rows + part - 1) / part
        // Parts do not share a cache line.
        let stride = (count + 15) & ~15
        withUnsafeTemporaryAllocation(of: Float.self, capacity: used * stride) { partial in
            guard let partial = partial.baseAddress else { return }
            Parallel.forEach(used, work: rows * work) { index in
                let sums = partial + index * stride
                sums.update(repeating: 0, count: count)
                for row in index * part..<min((index + 1) * part, rows) { body(row, sums) }
            }
            for index in 0..<used {
                ck_add(InstructionSet.best.kernelSet, target, partial + index * stride, count)
            }
        }
    }
}
