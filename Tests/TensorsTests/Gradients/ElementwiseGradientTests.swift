import Tensors
import Testing

/// Each derivative against its plain form and against differences of the forward form.
@Suite("Derivatives row by row")
struct ElementwiseGradientTests {
    static let shapes = [(1, 1), (3, 5), (2, 16), (7, 33), (70, 100)]

    @Test("RMS norm", arguments: shapes)
    func rmsNorm(rows: Int, columns: Int) {
        let x = OwnedMatrix(rows, columns, seed: 1)
        let weight = OwnedMatrix(1, columns, seed: 2)
        let dy = OwnedMatrix(rows, columns, seed: 3)
        let expected = (dx: OwnedMatrix(rows, columns, seed: 4), dw: OwnedMatrix(1, columns, seed: 5))
        let start = (dx: OwnedMatrix(copying: expected.dx), dw: OwnedMatrix(copying: expected.dw))
        RMSNormGradient.reference(
            x: x.matrix, weight: weight.matrix.base, epsilon: 1e-3, dy: dy.matrix, dx: expected.dx.matrix,
            dw: expected.dw.matrix.base)
        for set in InstructionSet.supported {
            let (dx, dw) = (OwnedMatrix(copying: start.dx), OwnedMatrix(copying: start.dw))
            RMSNormGradient.backward(
                x: x.matrix, weight: weight.matrix.base, epsilon: 1e-3, dy: dy.matrix, dx: dx.matrix,
                dw: dw.matrix.base, using: set)
            #expect(dx.difference(to: expected.dx) < 1e-5 && dw.difference(to: expected.dw) < 1e-5, "\(set)")
        }
    }

    @Test("RMS norm by differences")
    func rmsNormByDifferences() {
        let (x, weight) = (OwnedMatrix(3, 7, seed: 1), OwnedMatrix(1, 7, seed: 2))
        let dy = OwnedMatrix(3, 7, seed: 3)
        let (dx, dw) = (OwnedMatrix(3, 7), OwnedMatrix(1, 7))
        RMSNormGradient.backward(
            x: x.matrix, weight: weight.matrix.base, epsilon: 1e-3, dy: dy.matrix, dx: dx.matrix,
            dw: dw.matrix.base)
        let value = {
            let y = OwnedMatrix(3, 7)
            RMSNormGradient.forward(x.matrix, weight: weight.matrix.base, epsilon: 1e-3, into: y.matrix)
            return innerProduct(y.matrix, dy.matrix)
        }
        #expect(dx.difference(to: numericGradient(of: x, value)) < 2e-3)
        #expect(dw.difference(to: numericGradient(of: weight, value)) < 2e-3)
    }

    @Test("SwiGLU", arguments: shapes)
    func swiGLU(rows: Int, columns: Int) {
        let gateUp = OwnedMatrix(rows, 2 * columns, seed: 1, scale: 3)
        let dy = OwnedMatrix(rows, columns, seed: 2)
        let (expected, product) = (OwnedMatrix(copying: gateUp), OwnedMatrix(copying: dy))
        SwiGLUGradient.reference(expected.matrix, dy: product.matrix)
        for set in InstructionSet.supported {
            let (found, output) = (OwnedMatrix(copying: gateUp), OwnedMatrix(copying: dy))
            SwiGLUGradient.backward(found.matrix, dy: output.matrix, using: set)
            #expect(found.difference(to: expected) < 1e-5 && output.difference(to: product) < 1e-5, "\(set)")
        }
        // What the backward form leaves in the place of the gradient is the forward form's output.
        let forward = OwnedMatrix(rows, columns)
        SwiGLUGradient.forward(gateUp.matrix, into: forward.matrix)
        #expect(forward.difference(to: product) < 1e-5)
    }

    @Test("SwiGLU by differences")
    func swiGLUByDifferences() {
        let (gateUp, dy) = (OwnedMatrix(2, 10, seed: 1), OwnedMatrix(2, 5, seed: 2))
        let numeric = numericGradient(of: gateUp) {
            let y = OwnedMatrix(2, 5)
            SwiGLUGradient.forward(gateUp.matrix, into: y.matrix)
            return innerProduct(y.matrix, dy.matrix)
        }
        SwiGLUGradient.backward(gateUp.matrix, dy: dy.matrix)
        #expect(gateUp.difference(to: numeric) < 2e-3)
    }

    @Test("GELU by differences")
    func gelu() {
        let (x, dy) = (OwnedMatrix(3, 9, seed: 1), OwnedMatrix(3, 9, seed: 2))
        let numeric = numericGradient(of: x) {
            let y = OwnedMatrix(3, 9)
            GELUGradient.forward(x.matrix, into: y.matrix)
            return innerProduct(y.matrix, dy.matrix)
        }
        GELUGradient.backward(x: x.matrix, dy: dy.matrix)
        #expect(dy.difference(to: numeric) < 2e-3)
    }

    @Test("A rotation's derivative turns back")
    func rotary() {
        let angles = RandomTensors.matrix(5, 4, seed: 1)
        let rotary = RotaryGradient(RotaryTable(angles: angles))
        let x = OwnedMatrix(5, 20, seed: 2)
        let turned = OwnedMatrix(copying: x)
        rotary.forward(turned.matrix, heads: 2, headDimension: 8)
        #expect(turned.difference(to: x) > 0.1)
        rotary.backward(turned.matrix, heads: 2, headDimension: 8)
        #expect(turned.difference(to: x) < 1e-5)
    }

    @Test("Rows picked from a table give their gradients back to it, also where one is picked twice")
    func table() {
        let (table, gradient) = (OwnedMatrix(4, 70, seed: 1), OwnedMatrix(4, 70))
        let picked = OwnedMatrix(3, 70)
        RowTable.gather([2, 0, 2], of: table.matrix, into: picked.matrix)
        #expect(Array(picked.values[140...]) == Array(table.values[140..<210]))
        RowTable.scatter(picked.matrix, to: [2, -1, 2], of: gradient.matrix)
        #expect(Array(gradient.values[140..<210]) == table.values[140..<210].map { $0 + $0 })
        #expect(gradient.values[..<140].allSatisfy { $0 == 0 } && gradient.values[210...].allSatisfy { $0 == 0 })
        let sums = OwnedMatrix(1, 70)
        RowTable.add(picked.matrix, to: sums.matrix.base)
        #expect(sums.values[3] == picked.values[3] + picked.values[73] + picked.values[143])
    }
}
