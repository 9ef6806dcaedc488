import CKernels

/// A matrix somewhere in memory: what the operators of training read and write.
///
/// Rows lie `stride` floats apart. A transposed view reads the same memory with rows and columns exchanged.
package struct Matrix {
    package let base: UnsafeMutablePointer<Float>
    package let rows: Int
    package let columns: Int
    package let stride: Int
    package let isTransposed: Bool

    /// A matrix of this many rows and columns, as the memory holds them.
    package init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
        self.init(base, rows: rows, columns: columns, stride: stride ?? columns, isTransposed: false)
    }

    private init(
        _ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int, isTransposed: Bool
    ) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride
        self.isTransposed = isTransposed
    }

    /// The same memory with rows and columns exchanged.
    package var transposed: Matrix {
        Matrix(base, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
    }

    /// Some of the rows.
    package func rows(_ range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows)
        return Matrix(
            base + range.lowerBound * (isTransposed ? 1 : stride), rows: range.count, columns: columns,
            stride: stride, isTransposed: isTransposed)
    }

    /// Some of the columns.
    package func columns(_ range: Range<Int>) -> Matrix { transposed.rows(range).transposed }

    /// The first number of a row, as the memory holds it.
    package func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

    package subscript(row: Int, column: Int) -> Float {
        get { base[isTransposed ? column * stride + row : row * stride + column] }
        nonmutating set { base[isTransposed ? column * stride + row : row * stride + column] = newValue }
    }

    /// Sets every number to zero.
    package func clear() {
        precondition(!isTransposed)
        Rows.forEach(rows, work: columns) { row in self.row(row).update(repeating: 0, count: columns) }
    }

    /// Adds another matrix of the same shape, element by element.
    package func add(_ other: Matrix) {
        precondition(rows == other.rows && columns == other.columns && !isTransposed && !other.isTransposed)
        let set = InstructionSet.best
        Rows.forEach(rows, work: columns) { row in
            ck_add(set.kernelSet, self.row(row), other.row(row), columns)
        }
    }

    /// The numbers, row by row.
    package var values: [Float] {
        (0..<rows).flatMap { row in (0..<columns).map { self[row, $0] } }
    }
}
