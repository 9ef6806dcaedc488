import Foundation
import Tensors
import Testing

@Suite struct ElementwiseTests {
    static let widths = [1, 3, 8, 15, 16, 17, 64, 131]

    @Test(arguments: widths)
    func rmsNormFollowsTheReference(width: Int) {
        let norm = RMSNorm(weight: RandomTensors.floats(width, seed: 1), epsilon: 1e-6)
        let x = RandomTensors.matrix(5, width, seed: 2, scale: 3)
        let expected = norm.reference(x)
        for set in InstructionSet.supported {
            #expect(relativeDifference(norm.apply(x, using: set), expected) < 1e-5, "\(set)")
        }
    }

    @Test(arguments: widths)
    func rmsNormOfPiecesTakesEachByItself(width: Int) {
        let norm = RMSNorm(weight: RandomTensors.floats(width, seed: 1), epsilon: 1e-6)
        let x = RandomTensors.matrix(2, 5 * width, seed: 2, scale: 3)
        let pieces = norm.reference(x.reshaped(10, width)).reshaped(2, 5 * width)
        var normalized = x
        norm.normalize(width..<3 * width, of: &normalized)
        for row in 0..<2 {
            let (found, before, expected) = (normalized.row(row), x.row(row), pieces.row(row))
            #expect(found[..<width] == before[..<width] && found[(3 * width)...] == before[(3 * width)...])
            for column in width..<3 * width { #expect(abs(found[column] - expected[column]) < 1e-5) }
        }
    }

    @Test func rmsNormOfZerosIsZero() {
        let norm = RMSNorm(weight: [1, 1], epsilon: 1e-6)
        #expect(norm(Tensor(shape: [1, 2], values: [0, 0])).values == [0, 0])
    }

    @Test(arguments: widths)
    func softmaxFollowsTheReference(width: Int) {
        let x = RandomTensors.matrix(4, width, seed: 3, scale: 20)
        let expected = Softmax.reference(x)
        for set in InstructionSet.supported {
            #expect(relativeDifference(Softmax.apply(x, using: set), expected) < 1e-6, "\(set)")
        }
    }

    @Test func softmaxBearsLargeScores() {
        let y = Softmax.apply(Tensor(shape: [1, 3], values: [1e30, 1e30, -1e30]))
        #expect(y.values == [0.5, 0.5, 0])
    }

    @Test(arguments: widths + [5000, 40_000])
    func logSumExpFollowsTheReference(width: Int) {
        var x = RandomTensors.floats(width, seed: 5).map { $0 * 8 }
        x[width / 2] = -.infinity
        if width > 2 { x[0] = .nan }
        let expected = LogSumExp.reference(x)
        for set in InstructionSet.supported {
            x.withUnsafeBufferPointer { x in
                let sum = LogSumExp.apply(x, using: set)
                #expect(sum == expected || abs(sum - expected) < 1e-6, "\(set)")
                let greatest = LogSumExp.maximum(x, using: set)
                #expect(greatest == x.filter { !$0.isNaN }.max(), "\(set)")
                guard greatest.isFinite else { return }
                let (terms, total) = LogSumExp.terms(x, scale: 0.5, shift: greatest, using: set)
                for (term, number) in zip(terms, x) {
                    let exact = number.isNaN ? 0 : exp((Double(number) - Double(greatest)) / 2)
                    #expect(abs(Double(term) - exact) < 1e-6, "\(set)")
                }
                #expect(abs(total - terms.reduce(0) { $0 + Double($1) }) < 1e-5 * total, "\(set)")
            }
        }
    }

    @Test func logSoftmaxIsTheLogarithmOfSoftmax() {
        let x = RandomTensors.matrix(1, 50, seed: 4, scale: 5)
        let logs = Softmax.logarithm(x.values)
        for (log, probability) in zip(logs, Softmax.reference(x).values) {
            #expect(abs(exp(log) - probability) < 1e-6)
        }
    }

    @Test(arguments: widths)
    func swiGLUFollowsTheReference(width: Int) {
        var gate = RandomTensors.matrix(3, width, seed: 5, scale: 10)
        gate.values[0] = -200
        gate.values[width] = 200
        let up = RandomTensors.matrix(3, width, seed: 6)
        let expected = SwiGLU.reference(gate: gate, up: up)
        for set in InstructionSet.supported {
            var y = gate
            SwiGLU.apply(gate: &y, up: up, using: set)
            #expect(relativeDifference(y, expected) < 1e-6, "\(set)")
        }
    }

    @Test(arguments: widths)
    func layerNormFollowsTheReference(width: Int) {
        let norm = LayerNorm(
            weight: RandomTensors.floats(width, seed: 7), bias: RandomTensors.floats(width, seed: 8), epsilon: 1e-6)
        for rows in [1, 5, 40] {
            let x = RandomTensors.matrix(rows, width, seed: 9, scale: 3)
            #expect(relativeDifference(norm(x), norm.reference(x)) < 1e-4)
        }
    }

    @Test func layerNormCentresAndScales() {
        let norm = LayerNorm(weight: [1, 1, 2], bias: [0, 0, 5], epsilon: 0)
        let y = norm(Tensor(shape: [1, 3], values: [-3, 0, 3]))
        let step: Float = 1.2247449
        #expect(relativeDifference(y, Tensor(shape: [1, 3], values: [-step, 0, 2 * step + 5])) < 1e-6)
    }

    @Test func otherFormsOfGELUHaveTheirKnownValues() {
        var quick = Tensor(shape: [1, 4], values: [-100, 0, 1, 100])
        #expect(QuickGELU.reference(quick).values[2] == 1 / (1 + expf(-1.702)))
        QuickGELU.apply(&quick)
        #expect(relativeDifference(quick, Tensor(shape: [1, 4], values: [0, 0, 0.845_795_8, 100])) < 1e-6)
        // transformers' gelu_pytorch_tanh.
        var smooth = Tensor(shape: [1, 4], values: [-100, 0, 1, 100])
        TanhGELU.apply(&smooth)
        #expect(relativeDifference(smooth, Tensor(shape: [1, 4], values: [0, 0, 0.841_192, 100])) < 1e-6)
        let x = RandomTensors.matrix(3, 9000, seed: 10, scale: 4)
        (quick, smooth) = (x, x)
        QuickGELU.apply(&quick)
        TanhGELU.apply(&smooth)
        #expect(quick == QuickGELU.reference(x) && smooth == TanhGELU.reference(x))
    }

    @Test func geluHasItsKnownValues() {
        var x = Tensor(shape: [1, 4], values: [-10, 0, 1, 10])
        GELU.apply(&x)
        #expect(x.values[1] == 0)
        #expect(abs(x.values[0]) < 1e-6 && abs(x.values[2] - 0.841_344_7) < 1e-6 && x.values[3] == 10)
        var large = RandomTensors.matrix(30, 1000, seed: 7)
        let expected = GELU.reference(large)
        GELU.apply(&large)
        #expect(large == expected)
    }

    @Test func rotationFollowsTheReferenceAndKeepsLengths() {
        for headDimension in [4, 12, 16, 40, 64] {
            let angles = RandomTensors.matrix(6, headDimension / 2, seed: 8, scale: 30)
            let table = RotaryTable(angles: angles)
            let x = RandomTensors.matrix(6, 4 * headDimension, seed: 9)
            var expected = x
            RotaryEmbedding.reference(
                &expected, table: table, offset: headDimension, heads: 2, headDimension: headDimension)
            for set in InstructionSet.supported {
                var y = x
                RotaryEmbedding.apply(
                    &y, table: table, offset: headDimension, heads: 2, headDimension: headDimension,
                    using: set)
                #expect(relativeDifference(y, expected) < 1e-6, "\(set)")
            }
            #expect(Array(expected.values[..<headDimension]) == Array(x.values[..<headDimension]))
            let length = { (t: Tensor) in t.values.reduce(0) { $0 + $1 * $1 } }
            #expect(abs(length(expected) - length(x)) < 1e-3)
        }
    }

    @Test(arguments: ElementType.floatingPoint)
    func embeddingPicksRows(type: ElementType) {
        let embedding = Embedding(weight: RandomTensors.stored([10, 19], type, seed: 1))
        #expect(embedding([3, 0, 9, 3]) == embedding.reference([3, 0, 9, 3]))
    }

    @Test func narrowTypesWidenExactly() {
        // 1, -2, 65504, the least subnormal, infinity, and a number below one, in binary16 and bfloat16.
        let half: [UInt16] = [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00, 0x3555, 0x8000, 0x0400, 0x3C01]
        let brain: [UInt16] = [0x3F80, 0xC000, 0x477F, 0x0001, 0x7F80, 0x3EAA, 0x8000, 0x0080, 0x3F81]
        for (type, words) in [(ElementType.float16, half), (.bfloat16, brain)] {
            let repeated = (0..<4).flatMap { _ in words }
            let storage = ByteStorage(byteCount: repeated.count * 2) { target in
                repeated.withUnsafeBytes { target.copyMemory(from: $0) }
            }
            let stored = StoredTensor(
                shape: [repeated.count], elementType: type, storage: storage, byteOffset: 0)
            let expected = repeated.map { word -> Float in
                guard type == .float16 else { return Float(bitPattern: UInt32(word) << 16) }
                let exponent = Int(word >> 10 & 31)
                let fraction = Float(word & 1023)
                let sign: Float = word & 0x8000 == 0 ? 1 : -1
                if exponent == 31 { return sign * .infinity }
                if exponent == 0 { return sign * fraction * 0x1p-24 }
                return sign * (1 + fraction / 1024)
                    * Float(sign: .plus, exponent: exponent - 15, significand: 1)
            }
            for set in InstructionSet.supported {
                var floats = [Float](repeating: 0, count: repeated.count)
                floats.withUnsafeMutableBufferPointer { buffer in
                    if let base = buffer.baseAddress {
                        stored?.widen(0..<repeated.count, into: base, using: set)
                    }
                }
                #expect(floats == expected, "\(type) \(set)")
            }
        }
    }
}
