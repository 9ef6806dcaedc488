import Tensors
import Testing

/// GGUF's blocks, the packed form, and products with it.
@Suite struct BlockQuantizationTests {
    static let blockTypes = ElementType.allCases.filter { $0.blockLength > 1 }

    private func tensor(_ type: ElementType, _ bytes: [UInt8], count: Int) throws -> StoredTensor {
        let storage = ByteStorage(byteCount: bytes.count) { target in
            bytes.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        return try #require(
            StoredTensor(shape: [1, count], elementType: type, storage: storage, byteOffset: 0))
    }

    @Test func blocksOfThirtyTwoReadAsGGUFDefinesThem() throws {
        // Scale 0.5 (0x3800), minimum 1 (0x3C00).
        let eight = try tensor(.q8_0, [0x00, 0x38] + (0..<32).map { UInt8(bitPattern: Int8($0 - 16)) }, count: 32)
        #expect(eight.floats() == (0..<32).map { (Float($0) - 16) / 2 })
        let rising = (0..<16).map { Float($0) }
        let falling: [Float] = rising.reversed()
        let nibbles: [UInt8] = (0..<16).map { (i: Int) -> UInt8 in UInt8(i | (15 - i) << 4) }
        let four = try tensor(.q4_0, [0x00, 0x38] + nibbles, count: 32)
        #expect(four.floats() == (rising + falling).map { ($0 - 8) / 2 })
        let affine = try tensor(.q4_1, [0x00, 0x38, 0x00, 0x3C] + nibbles, count: 32)
        #expect(affine.floats() == (rising + falling).map { $0 / 2 + 1 })
    }

    @Test func superBlocksReadAsGGUFDefinesThem() throws {
        // Q4_K: d = 0.5, e = 1; scales j + 1 and minima 2j for j < 4, then 40 + j and 50 + j, whose upper
        // two bits lie beside the first four.
        var packed = [UInt8](repeating: 0, count: 12)
        let scales = [1, 2, 3, 4, 44, 45, 46, 47]
        let minima = [0, 2, 4, 6, 54, 55, 56, 57]
        for j in 0..<4 {
            packed[j] = UInt8(scales[j] | (scales[j + 4] >> 4) << 6)
            packed[j + 4] = UInt8(minima[j] | (minima[j + 4] >> 4) << 6)
            packed[j + 8] = UInt8(scales[j + 4] & 15 | (minima[j + 4] & 15) << 4)
        }
        let quants: [UInt8] = (0..<128).map { (i: Int) -> UInt8 in UInt8(i % 16 | (15 - i % 16) << 4) }
        let k4 = try tensor(.q4_K, [0x00, 0x38, 0x00, 0x3C] + packed + quants, count: 256)
        let expected = (0..<256).map { (i: Int) -> Float in
            let (run, place) = (i / 32, i % 32)
            let q = run % 2 == 0 ? place % 16 : 15 - place % 16
            return 0.5 * Float(scales[run] * q) - Float(minima[run])
        }
        #expect(k4.floats() == expected)

        // Q6_K: d = 0.5, scale i / 16 - 8, and number i is (7 i) mod 64 - 32.
        var low = [UInt8](repeating: 0, count: 128)
        var high = [UInt8](repeating: 0, count: 64)
        for i in 0..<256 {
            let q = UInt8(7 * i % 64)
            let (half, run, place) = (i / 128, i % 128 / 32, i % 32)
            low[half * 64 + run % 2 * 32 + place] |= (q & 15) << (run < 2 ? 0 : 4)
            high[half * 32 + place] |= (q >> 4) << (2 * run)
        }
        let signed = (0..<16).map { UInt8(bitPattern: Int8($0 - 8)) }
        let k6 = try tensor(.q6_K, low + high + signed + [0x00, 0x38], count: 256)
        let products = (0..<256).map { (i: Int) -> Float in 0.5 * Float((i / 16 - 8) * (7 * i % 64 - 32)) }
        #expect(k6.floats() == products)
    }

    @Test(arguments: blockTypes)
    func repackingKeepsTheWeights(type: ElementType) throws {
        for (outputs, inputs) in [(1, 256), (16, 512), (37, 256), (64, 768)] {
            let weights = RandomTensors.stored([outputs, inputs], type, seed: 3)
            let packed = try #require(PackedMatrix(repacking: weights))
            if type == .q6_K {
                // Products of two scales are rounded to F16.
                for (a, b) in zip(packed.floats(), weights.floats()) { #expect(abs(a - b) < 4e-3 * max(1, abs(b))) }
            } else {
                #expect(packed.floats() == weights.floats())
            }
        }
    }

    @Test(arguments: PackedFormat.quantizing)
    func quantisingStaysWithinHalfAStep(format: PackedFormat) {
        for (outputs, inputs) in [(1, 1), (16, 32), (19, 75), (40, 256)] {
            let weights = RandomTensors.stored([outputs, inputs], .float32, seed: 4)
            let values = weights.floats()
            let packed = PackedMatrix(quantizing: weights, as: format).floats()
            for row in 0..<outputs {
                for start in stride(from: 0, to: inputs, by: 32) {
                    let range = row * inputs + start..<row * inputs + min(start + 32, inputs)
                    let greatest = values[range].map(abs).max() ?? 0
                    // Eight bits: half of 1/127. Four bits: a whole step, as the far end of the range is cut.
                    let bound = greatest * (format == .q8 ? 0.51 / 127 : 1.2 / 8)
                    for i in range { #expect(abs(packed[i] - values[i]) <= bound + 1e-6) }
                }
            }
        }
    }

    @Test func whatIsNotFiniteBecomesZero() {
        let weights = StoredTensor(shape: [1, 4]) { _ = $0.update(from: [.nan, .infinity, 1, -1]) }
        for format in PackedFormat.quantizing {
            let packed = PackedMatrix(quantizing: weights, as: format).floats()
            #expect(packed[0] == 0 && packed[1] == 0)
            #expect(abs(packed[2] - 1) < 0.15 && abs(packed[3] + 1) < 0.15)
        }
    }

    /// Activations of spread 1 are rounded to steps of at most about 3.5 / 127 of their blocks, an error of
    /// spread 0.008; k products with weights of spread w then err by w √k 0.008, and 5 times that is rare.
    @Test(arguments: blockTypes)
    func productsFollowTheReference(type: ElementType) {
        for (rows, inputs, outputs) in [
            (1, 256, 16), (2, 512, 40), (3, 256, 1), (7, 256, 33), (13, 256, 50), (70, 512, 35),
        ] {
            let weight = RandomTensors.blocks([outputs, inputs], type, seed: 7)
            for bias in [nil, RandomTensors.floats(outputs, seed: 8)] {
                expectProducts(Linear(weight: weight, bias: bias), rows: rows)
            }
        }
    }

    @Test(arguments: PackedFormat.quantizing)
    func productsOfQuantisedMatricesFollowTheReference(format: PackedFormat) {
        for (rows, inputs, outputs) in [(1, 1, 1), (1, 40, 21), (4, 75, 16), (9, 96, 5), (20, 33, 47)] {
            let weight = RandomTensors.stored([outputs, inputs], .bfloat16, seed: 5)
            expectProducts(
                Linear(weight: weight, packed: PackedMatrix(quantizing: weight, as: format)), rows: rows)
        }
    }

    private func expectProducts(_ linear: Linear, rows: Int) {
        let x = RandomTensors.matrix(rows, linear.inputs, seed: 9)
        let expected = linear.reference(x)
        let weights = linear.packed?.floats() ?? []
        let spread = (weights.reduce(0) { $0 + $1 * $1 } / Float(weights.count)).squareRoot()
        let bound = spread * Float(linear.inputs).squareRoot() * 0.04 + 1e-5
        var first: Tensor?
        for set in InstructionSet.supported {
            let y = linear.apply(x, using: set)
            let difference = zip(y.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
            #expect(
                difference < bound,
                "\(set) \(linear.packed?.format as Any) \(rows)x\(linear.inputs)x\(linear.outputs)")
            // The whole-number parts agree exactly: only the order of the F32 sums may differ.
            if let first { #expect(relativeDifference(y, first) < 1e-4 * max(1, spread), "\(set)") }
            first = first ?? y
        }
    }

    @Test func severalMapsOfOneInputGiveWhatEachGives() {
        let x = RandomTensors.matrix(5, 256, seed: 1)
        let maps = [
            Linear(weight: RandomTensors.stored([300, 256], .q4_0, seed: 2)),
            Linear(weight: RandomTensors.stored([17, 256], .q6_K, seed: 3), bias: RandomTensors.floats(17, seed: 4)),
            Linear(weight: RandomTensors.stored([130, 256], .float32, seed: 5)),
            Linear(weight: RandomTensors.stored([64, 256], .q4_0, seed: 6)),
        ]
        let joined = Linear.joined(maps, of: x)
        let alone = maps.map { $0(x) }
        for row in 0..<5 { #expect(joined.row(row) == alone.flatMap { $0.row(row) }) }
    }

    @Test(arguments: [ElementType.float32, .bfloat16, .q8_0, .q4_0], [1, 5, 40])
    func gatedMapsFollowTheReference(type: ElementType, rows: Int) {
        // 203 outputs: the last piece ends within a vector.
        let x = RandomTensors.matrix(rows, 64, seed: 1)
        let gate = Linear(
            weight: RandomTensors.stored([203, 64], type, seed: 2), bias: RandomTensors.floats(203, seed: 3))
        let up = Linear(weight: RandomTensors.stored([203, 64], type, seed: 4))
        for set in InstructionSet.supported {
            let expected = SwiGLU.reference(gate: gate.apply(x, using: set), up: up.apply(x, using: set))
            #expect(relativeDifference(Linear.gated(gate: gate, up: up, of: x, using: set), expected) < 1e-5, "\(set)")
        }
    }

    @Test func rowsThatAreNotWholeBlocksAreRefused() {
        let storage = ByteStorage(byteCount: 340) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
        #expect(StoredTensor(shape: [2, 48], elementType: .q8_0, storage: storage, byteOffset: 0) == nil)
        #expect(StoredTensor(shape: [32], elementType: .q8_0, storage: storage, byteOffset: 307) == nil)
        #expect(StoredTensor(shape: [3, 32], elementType: .q8_0, storage: storage, byteOffset: 1) != nil)
        #expect(PackedMatrix(format: .q8, outputs: 1, inputs: 32, storage: storage, byteOffset: 0) == nil)
        #expect(PackedMatrix.byteCount(format: .q8, outputs: 1 << 40, inputs: 1 << 40) == nil)
        #expect(PackedMatrix.byteCount(format: .q8, outputs: 0, inputs: 4) == nil)
    }
}
