import Tensors
import Testing

@Suite("AdamW")
struct AdamWTests {
    @Test("The fast form follows the plain form", arguments: [1, 15, 16, 1000, 70_000])
    func fastForm(count: Int) {
        for set in InstructionSet.supported {
            var weights = RandomTensors.floats(count, seed: 1)
            var (first, second) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
            let (w, g) = (OwnedMatrix(1, count, seed: 1), OwnedMatrix(1, count, seed: 2))
            let (m, v) = (OwnedMatrix(1, count), OwnedMatrix(1, count))
            for step in 1...3 {
                let gradients = RandomTensors.floats(count, seed: UInt64(step + 1))
                for (index, value) in gradients.enumerated() { g.matrix[0, index] = value }
                let kernel = AdamWKernel(
                    step: step, learningRate: 0.1, weightDecay: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8,
                    gradientScale: 0.5)
                kernel.reference(weights: &weights, gradients: gradients, first: &first, second: &second)
                kernel.apply(
                    weights: w.matrix.base, gradients: g.matrix.base, first: m.matrix.base, second: v.matrix.base,
                    count: count, using: set)
                #expect(g.values.allSatisfy { $0 == 0 })
            }
            let greatest = zip(w.values, weights).map { abs($0 - $1) }.max() ?? 0
            #expect(greatest < 2e-6, "\(set)")
        }
    }

    @Test("The first step moves each number by the learning rate, against the gradient")
    func firstStep() {
        let (w, g, m, v) = (OwnedMatrix(1, 2), OwnedMatrix(1, 2), OwnedMatrix(1, 2), OwnedMatrix(1, 2))
        g.matrix[0, 0] = 3
        g.matrix[0, 1] = -0.001
        AdamWKernel(
            step: 1, learningRate: 0.25, weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-12, gradientScale: 1
        ).apply(weights: w.matrix.base, gradients: g.matrix.base, first: m.matrix.base, second: v.matrix.base, count: 2)
        #expect(abs(w.values[0] + 0.25) < 1e-6 && abs(w.values[1] - 0.25) < 1e-6)
    }

    @Test("The sum of squares")
    func squares() {
        let values = RandomTensors.floats(100_001, seed: 4)
        let expected = values.reduce(0.0) { $0 + Double($1) * Double($1) }
        let found = values.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { AdamWKernel.squareSum($0, count: values.count) } ?? 0
        }
        #expect(abs(found - expected) < 1e-6 * expected)
    }
}
