import Tensors
import Testing

@Suite struct StorageTests {
    private let bytes = ByteStorage(byteCount: 40) { target in
        for index in target.indices { target[index] = UInt8(index) }
    }

    @Test func elementsOutsideTheStorageAreRefused() {
        for (shape, offset) in [
            ([11], 0), ([10], 1), ([1], -4), ([-1], 0), ([Int.max, 2], 0), ([Int.max / 4], 0),
        ] {
            #expect(
                StoredTensor(shape: shape, elementType: .float32, storage: bytes, byteOffset: offset) == nil)
        }
        #expect(StoredTensor(shape: [10], elementType: .float32, storage: bytes, byteOffset: 0)?.count == 10)
        #expect(StoredTensor(shape: [], elementType: .float32, storage: bytes, byteOffset: 36)?.count == 1)
    }

    @Test func misalignedElementsReadAsTheyAre() throws {
        let floats: [Float] = [1.5, -2, 3]
        let storage = ByteStorage(byteCount: 13) { target in
            floats.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: target[1...]).copyMemory(from: $0)
            }
        }
        let tensor = try #require(
            StoredTensor(shape: [3], elementType: .float32, storage: storage, byteOffset: 1))
        #expect(tensor.floats() == floats)
    }

    @Test func splitMixGivesItsPublishedSequence() {
        // First outputs for seed 1234567, as the author's C program prints them.
        var generator = SplitMix64(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
        #expect(generator.next() == 9_817_491_932_198_370_423)
    }

    @Test func normalNumbersHaveMeanZeroAndVarianceOne() {
        var normal = NormalDistribution(seed: 5)
        let values = (0..<20_000).map { _ in normal.next() }
        let mean = values.reduce(0, +) / 20_000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.03)
    }
}
