import CKernels

/// A product of two matrices that are rounded to BF16 and packed for the kernel first.
struct PairProduct {
    private let a: MatrixPool.Buffer
    private let b: MatrixPool.Buffer
    private let depth: Int

    /// Rows and columns of the result that are computed together: a tile's part of A and B stays near the core.
    private static let tileRows = 16 * Int(CK_PAIR_ROWS)
    private static let tileColumns = 8 * Int(CK_PAIR_COLUMNS)

    /// Rounds and packs the operands.
    init(_ a: Matrix, _ b: Matrix, _ pool: MatrixPool) {
        depth = a.columns
        self.a = Self.pack(a, width: Int(CK_PAIR_ROWS), pool)
        self.b = Self.pack(b.transposed, width: Int(CK_PAIR_COLUMNS), pool)
    }

    /// Packs the rows of a view.
    private static func pack(_ x: Matrix, width: Int, _ pool: MatrixPool) -> MatrixPool.Buffer {
        let panels = (x.rows + width - 1) / width
        let buffer = pool.matrix(panels, ck_pairs(x.columns) * width)
        let target = UnsafeMutableRawPointer(buffer.matrix.base)
        let tile = max(1, (1 << 15) / max(1, x.columns * width))
        Parallel.forEach((panels + tile - 1) / tile, work: x.rows * x.columns * 2) { index in
            ck_pack_pairs(
                x.base, x.stride, !x.isTransposed, x.rows, x.columns, width, index * tile,
                min((index + 1) * tile, panels), target.assumingMemoryBound(to: UInt16.self))
        }
        return buffer
    }

    /// Computes `c = α a b`, or adds to it.
    func run(into c: Matrix, scale: Float, accumulate: Bool) {
        let a = UnsafeRawPointer(self.a.matrix.base).assumingMemoryBound(to: UInt16.self)
        let b = UnsafeRawPointer(self.b.matrix.base).assumingMemoryBound(to: UInt16.self)
        let down = (c.rows + Self.tileRows - 1) / Self.tileRows
        let across = (c.columns + Self.tileColumns - 1) / Self.tileColumns
        Parallel.forEach(down * across, work: c.rows * c.columns * depth) { index in
            let (row, column) = (index / across * Self.tileRows, index % across * Self.tileColumns)
            ck_pair_product(
                a, b, depth, row, min(row + Self.tileRows, c.rows), column,
                min(column + Self.tileColumns, c.columns), scale, accumulate, c.base, c.stride)
        }
    }
}
