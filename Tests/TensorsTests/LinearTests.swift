import Tensors
import Testing

@Suite struct LinearTests {
    @Test func multipliesAndAddsTheBias() throws {
        let weight = StoredTensor(shape: [2, 3]) { _ = $0.update(from: [1, 2, 3, 4, 5, 6]) }
        let linear = Linear(weight: weight, bias: [10, 20])
        #expect(linear(Tensor(shape: [1, 3], values: [1, 0, -1])).values == [8, 18])
    }

    @Test(arguments: ElementType.floatingPoint)
    func fastFormFollowsTheReference(type: ElementType) {
        // Row counts on both sides of the change from kernels to OpenBLAS; odd sizes reach the tails.
        for (rows, inputs, outputs) in [(1, 64, 48), (3, 37, 21), (4, 128, 130), (11, 19, 5), (40, 70, 33)] {
            let weight = RandomTensors.stored([outputs, inputs], type, seed: 7)
            for bias in [nil, RandomTensors.floats(outputs, seed: 8)] {
                let linear = Linear(weight: weight, bias: bias)
                let x = RandomTensors.matrix(rows, inputs, seed: 9)
                let expected = linear.reference(x)
                for set in InstructionSet.supported {
                    #expect(
                        relativeDifference(linear.apply(x, using: set), expected) < 2e-5,
                        "\(set) \(rows)x\(inputs)x\(outputs)")
                }
            }
        }
    }

    @Test func largeProductsAgreeAcrossTiles() {
        // Large enough to be cut into tiles that run in parallel.
        let linear = Linear(weight: RandomTensors.stored([700, 512], .bfloat16, seed: 1))
        for rows in [2, 50] {
            let x = RandomTensors.matrix(rows, 512, seed: 2)
            #expect(relativeDifference(linear(x), linear.reference(x)) < 5e-5)
        }
    }

    @Test func noRowsGiveNoRows() {
        let linear = Linear(weight: RandomTensors.stored([4, 8], .float32, seed: 1))
        #expect(linear(Tensor(shape: [0, 8], values: [])).shape == [0, 4])
    }
}
