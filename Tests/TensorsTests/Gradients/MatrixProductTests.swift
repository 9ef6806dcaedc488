import Tensors
import Testing

@Suite("Products of matrices")
struct MatrixProductTests {
    static let shapes = [
        (1, 1, 1), (3, 5, 7), (17, 33, 9), (64, 16, 130), (200, 70, 40), (131, 259, 67), (300, 520, 310),
    ]

    @Test("Each product of views, transposed or not, follows the plain form", arguments: shapes)
    func products(m: Int, k: Int, n: Int) {
        for (transposesA, transposesB) in [(false, false), (false, true), (true, false), (true, true)] {
            let a = transposesA ? OwnedMatrix(k, m, seed: 1) : OwnedMatrix(m, k, seed: 1)
            let b = transposesB ? OwnedMatrix(n, k, seed: 2) : OwnedMatrix(k, n, seed: 2)
            let (x, y) = (transposesA ? a.matrix.transposed : a.matrix, transposesB ? b.matrix.transposed : b.matrix)
            for accumulate in [false, true] {
                let expected = OwnedMatrix(m, n, seed: 3)
                let start = OwnedMatrix(copying: expected)
                MatrixProduct.reference(x, y, into: expected.matrix, scale: 0.5, accumulate: accumulate)
                for precision in MatrixPrecision.allCases {
                    let found = OwnedMatrix(copying: start)
                    MatrixProduct.multiply(
                        x, y, into: found.matrix, scale: 0.5, accumulate: accumulate, precision: precision)
                    // Each rounding to BF16 is off by at most 2⁻⁹ of a number; sums of many are off by less.
                    let tolerance = precision == .bfloat16 ? 0.03 : 1e-5
                    #expect(found.difference(to: expected) < tolerance, "\(precision) \(transposesA) \(transposesB)")
                }
            }
        }
    }

    @Test("Some rows and columns of a view are the same numbers")
    func views() {
        let a = OwnedMatrix(6, 9, seed: 1)
        let part = a.matrix.transposed.rows(2..<5).columns(1..<4)
        #expect(part.rows == 3 && part.columns == 3 && part[0, 0] == a.matrix[1, 2] && part[2, 1] == a.matrix[2, 4])
    }
}
