import CKernels
import COpenBLAS

/// How the numbers of matrix products are multiplied; they are added up in F32 either way.
public enum MatrixPrecision: String, Hashable, Sendable, CaseIterable {
    /// As they are.
    case float32
    /// Rounded to BF16 first, where the processor has AVX-512 BF16; as they are elsewhere.
    case bfloat16
}

/// Products of matrices, `C = α A B` or `C += α A B`, on all cores.
///
/// The result is cut into tiles by its shape alone and each tile is computed by one thread, so that the same
/// product gives the same bits every time on the same number of cores.
package enum MatrixProduct {
    /// The plain form.
    package static func reference(
        _ a: Matrix, _ b: Matrix, into c: Matrix, scale: Float = 1, accumulate: Bool = false
    ) {
        for row in 0..<c.rows {
            for column in 0..<c.columns {
                var sum: Float = 0
                for k in 0..<a.columns { sum += a[row, k] * b[k, column] }
                c[row, column] = (accumulate ? c[row, column] : 0) + scale * sum
            }
        }
    }

    /// The fast form.
    /// - Parameter pool: where memory for rounded operands comes from.
    /// - Precondition: the shapes fit, and `c` is not a transposed view.
    package static func multiply(
        _ a: Matrix, _ b: Matrix, into c: Matrix, scale: Float = 1, accumulate: Bool = false,
        precision: MatrixPrecision = .float32, pool: MatrixPool = MatrixPool()
    ) {
        precondition(a.rows == c.rows && b.columns == c.columns && a.columns == b.rows && !c.isTransposed)
        guard c.rows > 0, c.columns > 0 else { return }
        if precision == .bfloat16, InstructionSet.best == .avx512BF16 {
            PairProduct(a, b, pool).run(into: c, scale: scale, accumulate: accumulate)
            return
        }
        let work = a.rows * a.columns * b.columns
        if c.columns >= c.rows {
            let step = tile(c.columns)
            Parallel.forEach((c.columns + step - 1) / step, work: work) { index in
                let range = index * step..<min((index + 1) * step, c.columns)
                single(a, b.columns(range), into: c.columns(range), scale, accumulate)
            }
        } else {
            let step = tile(c.rows)
            Parallel.forEach((c.rows + step - 1) / step, work: work) { index in
                let range = index * step..<min((index + 1) * step, c.rows)
                single(a.rows(range), b, into: c.rows(range), scale, accumulate)
            }
        }
    }

    /// Rows or columns of a tile: one tile a thread.
    private static func tile(_ extent: Int) -> Int {
        ((extent + Parallel.width - 1) / Parallel.width + 15) & ~15
    }

    /// A product on the calling thread.
    static func single(_ a: Matrix, _ b: Matrix, into c: Matrix, _ scale: Float, _ accumulate: Bool) {
        cblas_sgemm(
            CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
            b.isTransposed ? CblasTrans : CblasNoTrans, blasint(c.rows), blasint(c.columns),
            blasint(a.columns), scale, a.base, blasint(a.stride), b.base, blasint(b.stride),
            accumulate ? 1 : 0, c.base, blasint(c.stride))
    }
}
