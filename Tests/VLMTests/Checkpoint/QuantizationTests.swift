import Foundation
import Tensors
import Testing
import VLM

/// Weights rounded to 8 or 4 bits when a checkpoint is loaded.
@Suite struct QuantizationTests {
    /// How far logits may be from F32: the length of the difference over the length of the logits. These
    /// fixtures' random weights carry rounding on undamped; trained models stay nearer.
    static let distances: [Quantization: Double] = [.q8: 0.1, .q4: 0.4]

    private func logits(_ model: Qwen25VL, _ reference: ReferenceCase) throws -> [Float] {
        let images =
            reference.grids.isEmpty
            ? nil
            : try model.encodeImages(
                patches: reference.patches(width: model.configuration.vision.patchWidth),
                grids: reference.grids)
        let positions = try model.positionIDs(tokens: reference.tokens, grids: reference.grids)
        var cache = model.makeCache()
        return try model.prefill(
            tokens: reference.tokens, imageEmbeddings: images, positions: positions, cache: &cache
        ).values
    }

    private func distance(_ a: [Float], _ b: [Float]) -> Double {
        let difference = zip(a, b).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        return (difference / b.reduce(0.0) { $0 + Double($1 * $1) }).squareRoot()
    }

    @Test(arguments: Fixtures.checkpoints, Quantization.allCases)
    func logitsStayNearThoseOfF32(checkpoint: String, quantization: Quantization) throws {
        let directory = try TemporaryDirectory(copyOf: checkpoint)
        let bound = try #require(Self.distances[quantization])
        // Made anew, then mapped from the file beside the checkpoint: the same to the last bit.
        let made = try Qwen25VL(directory: directory.url, quantization: quantization)
        let mapped = try Qwen25VL(directory: directory.url, quantization: quantization)
        for reference in try ReferenceCase.all(of: checkpoint) {
            let values = try logits(made, reference)
            #expect(distance(values, reference.logits) < bound, "\(reference.name)")
            #expect(values == (try logits(mapped, reference)))
        }
    }

    @Test func theFileIsMadeAgainWhenTheCheckpointChanges() throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-tied")
        let file = directory.url.appendingPathComponent("model.q8.packed")
        let weights = directory.url.appendingPathComponent("model.safetensors")
        let original = try Data(contentsOf: weights)
        _ = try Qwen25VL(directory: directory.url, quantization: .q8)
        let first = try Data(contentsOf: file)
        #expect(try Data(contentsOf: weights) == original)

        // The same bytes at another time count as changed; the key differs, the weights do not.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: weights.path)
        _ = try Qwen25VL(directory: directory.url, quantization: .q8)
        let second = try Data(contentsOf: file)
        #expect(first != second)
    }

    @Test func brokenFilesAreMadeAgain() throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-tied")
        let file = directory.url.appendingPathComponent("model.q4.packed")
        _ = try Qwen25VL(directory: directory.url, quantization: .q4)
        let whole = try Data(contentsOf: file)
        for broken in [Data(), whole.prefix(10), whole.prefix(5000), whole.dropLast(64), Data(count: whole.count)] {
            try broken.write(to: file)
            _ = try Qwen25VL(directory: directory.url, quantization: .q4)
            #expect(try Data(contentsOf: file) == whole)
        }
    }

    @Test func aDirectoryThatCannotBeWrittenIsLoadedAllTheSame() throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-tied")
        // A directory in the file's place cannot be replaced, whoever runs the test.
        try FileManager.default.createDirectory(
            at: directory.url.appendingPathComponent("model.q8.packed"), withIntermediateDirectories: false)
        let model = try Qwen25VL(directory: directory.url, quantization: .q8)
        let reference = try #require(try ReferenceCase.all(of: "tiny-tied").first)
        #expect(distance(try logits(model, reference), reference.logits) < 0.1)
    }
}
