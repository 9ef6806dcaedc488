import Tensors
import Testing

@Suite struct LinearTests {
    @Test func multipliesAndAddsTheBias() throws {
        let weight = StoredTensor(shape: [2, 3]) { _ = $0.update(from: [1, 2, 3, 4, 5, 6]) }
        let linear = Linear(weight: weight, bias: [10, 20])
        #expect(linear(Tensor(shape: [1, 3], values: [1, 0, -1])).values == [8, 18])
    }

    /// Numbers that are exact in BF16 where the fast form may round to it.
    private func input(_ rows: Int, _ columns: Int, seed: UInt64, _ type: ElementType) -> Tensor {
        let x = RandomTensors.matrix(rows, columns, seed: seed)
        guard type == .bfloat16 else { return x }
        return Tensor(shape: x.shape, values: x.values.map { Float(bitPattern: $0.bitPattern & 0xFFFF_0000) })
    }

    @Test func manyRowsForBF16WeightsMayBeRounded() {
        let weight = RandomTensors.stored([70, 300], .bfloat16, seed: 1)
        let linear = Linear(weight: weight, roundsActivations: true)
        let x = RandomTensors.matrix(40, 300, seed: 2)
        // Each number errs by at most 2⁻⁹ of itself; 300 products of spread 0.3.
        let bound: Float = 17.3 * 0.3 * 5 / 512
        let greatest = zip(linear(x).values, linear.reference(x).values).reduce(Float(0)) {
            max($0, abs($1.0 - $1.1))
        }
        #expect(greatest < bound)
        // Without leave to round, F32 throughout.
        #expect(relativeDifference(Linear(weight: weight)(x), linear.reference(x)) < 2e-5)
    }

    @Test(arguments: ElementType.floatingPoint)
    func fastFormFollowsTheReference(type: ElementType) {
        // Row counts on both sides of the change from kernels to OpenBLAS; odd sizes reach the tails.
        for (rows, inputs, outputs) in [(1, 64, 48), (3, 37, 21), (4, 128, 130), (11, 19, 5), (40, 70, 33)] {
            let weight = RandomTensors.stored([outputs, inputs], type, seed: 7)
            for bias in [nil, RandomTensors.floats(outputs, seed: 8)] {
                let linear = Linear(weight: weight, bias: bias, roundsActivations: true)
                let x = input(rows, inputs, seed: 9, type)
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
            let x = input(rows, 512, seed: 2, .bfloat16)
            #expect(relativeDifference(linear(x), linear.reference(x)) < 5e-5)
        }
    }

    @Test func noRowsGiveNoRows() {
        let linear = Linear(weight: RandomTensors.stored([4, 8], .float32, seed: 1))
        #expect(linear(Tensor(shape: [0, 8], values: [])).shape == [0, 4])
    }
}
