import CKernels

/// A product of two matrices by kernels of our own, which read operands that are packed for them first: as they
/// are, or rounded to BF16.
///
/// Operands are packed once for all cores, and the result is cut into small tiles by its shape alone, so that
/// the same product gives the same bits on any number of cores.
struct PackedProduct {
    private let a: MatrixPool.Buffer
    private let b: MatrixPool.Buffer
    private let depth: Int
    private let precision: MatrixPrecision

    /// Rows and columns of the result that are computed together: a tile's part of A and B stays near the core.
    private static let tileRows = 16 * Int(CK_TILE_LINES)
    private static let tileColumns = 8 * Int(CK_TILE_COLUMNS)

    /// Whether this processor has the kernel.
    static func isSupported(_ precision: MatrixPrecision) -> Bool {
        switch precision {
        case .float32: InstructionSet.avx512.isSupported
        case .bfloat16: InstructionSet.avx512BF16.isSupported
        }
    }

    /// Packs the operands.
    init(_ a: Matrix, _ b: Matrix, _ precision: MatrixPrecision, _ pool: MatrixPool) {
        depth = a.columns
        self.precision = precision
        self.a = Self.pack(a, width: Int(CK_TILE_LINES), precision, pool)
        self.b = Self.pack(b.transposed, width: Int(CK_TILE_COLUMNS), precision, pool)
    }

    /// Packs the rows of a view.
    private static func pack(
        _ x: Matrix, width: Int, _ precision: MatrixPrecision, _ pool: MatrixPool
    ) -> MatrixPool.Buffer {
        let panels = (x.rows + width - 1) / width
        // A pair of BF16 numbers takes the place of a float.
        let depth = precision == .bfloat16 ? ck_pairs(x.columns) : x.columns
        let buffer = pool.matrix(panels, depth * width)
        let target = UnsafeMutableRawPointer(buffer.matrix.base)
        let tile = max(1, (1 << 15) / max(1, x.columns * width))
        Parallel.forEach((panels + tile - 1) / tile, work: x.rows * x.columns * 2) { index in
            let (first, last) = (index * tile, min((index + 1) * tile, panels))
            switch precision {
            case .float32:
                ck_pack_floats(
                    x.base, x.stride, !x.isTransposed, x.rows, x.columns, width, first, last,
                    target.assumingMemoryBound(to: Float.self))
            case .bfloat16:
                ck_pack_pairs(
                    x.base, x.stride, !x.isTransposed, x.rows, x.columns, width, first, last,
                    target.assumingMemoryBound(to: UInt16.self))
            }
        }
        return buffer
    }

    /// Computes `c = α a b`, or adds to it.
    func run(into c: Matrix, scale: Float, accumulate: Bool) {
        let (a, b) = (UnsafeRawPointer(self.a.matrix.base), UnsafeRawPointer(self.b.matrix.base))
        let down = (c.rows + Self.tileRows - 1) / Self.tileRows
        let across = (c.columns + Self.tileColumns - 1) / Self.tileColumns
        Parallel.forEach(down * across, work: c.rows * c.columns * depth) { index in
            let (row, column) = (index / across * Self.tileRows, index % across * Self.tileColumns)
            let (lastRow, lastColumn) = (
                min(row + Self.tileRows, c.rows), min(column + Self.tileColumns, c.columns)
            )
            switch precision {
            case .float32:
                ck_float_product(
                    a.assumingMemoryBound(to: Float.self), b.assumingMemoryBound(to: Float.self), depth, row,
                    lastRow, column, lastColumn, scale, accumulate, c.base, c.stride)
            case .bfloat16:
                ck_pair_product(
                    a.assumingMemoryBound(to: UInt16.self), b.assumingMemoryBound(to: UInt16.self), depth, row,
                    lastRow, column, lastColumn, scale, accumulate, c.base, c.stride)
            }
        }
    }
}
