import Foundation
import Tensors
import Testing
import VLM

@Suite struct SavingTests {
    static var small: Qwen25VLConfiguration {
        var configuration = Qwen25VLConfiguration()
        configuration.text.vocabularySize = 50
        configuration.text.hiddenSize = 16
        configuration.text.intermediateSize = 20
        configuration.text.layers = 2
        configuration.text.attentionHeads = 2
        configuration.text.keyValueHeads = 1
        configuration.text.mropeSections = [2, 1, 1]
        configuration.vision.depth = 2
        configuration.vision.hiddenSize = 8
        configuration.vision.intermediateSize = 12
        configuration.vision.heads = 2
        configuration.vision.patchSize = 4
        configuration.vision.windowSize = 16
        configuration.vision.outputSize = 16
        configuration.vision.fullAttentionBlocks = [1]
        configuration.imageToken = 40
        configuration.videoToken = 41
        return configuration
    }

    private func logits(_ model: Qwen25VL) throws -> [Float] {
        var cache = model.makeCache()
        return try model.prefill(tokens: [1, 2, 3], cache: &cache).values
    }

    @Test(arguments: [true, false])
    func aSavedModelLoadsAsItWas(tied: Bool) throws {
        var configuration = Self.small
        configuration.tiesEmbeddings = tied
        let model = try Qwen25VL.random(configuration: configuration, seed: 7)
        let directory = try TemporaryDirectory()
        try model.save(to: directory.url.appendingPathComponent("new/model"))
        let loaded = try Qwen25VL(directory: directory.url.appendingPathComponent("new/model"))
        #expect(loaded.configuration == configuration)
        #expect(loaded.parameterCount == model.parameterCount)
        #expect(try logits(loaded) == logits(model))
    }

    @Test(arguments: [ElementType.bfloat16, .float16])
    func narrowTypesRoundToNearest(type: ElementType) throws {
        let model = try Qwen25VL.random(configuration: Self.small, seed: 7)
        let directory = try TemporaryDirectory()
        try model.save(to: directory.url, elementType: type)
        let loaded = try Qwen25VL(directory: directory.url)
        #expect(greatestDifference(try logits(loaded), try logits(model)) < 1e-2)
        // What is exact in the narrow type stays as it is, in either direction.
        let again = try TemporaryDirectory()
        try loaded.save(to: again.url, elementType: .float32)
        try Qwen25VL(directory: again.url).save(to: again.url, elementType: type)
        let name = "model.safetensors"
        #expect(
            try Data(contentsOf: directory.url.appendingPathComponent(name))
                == Data(contentsOf: again.url.appendingPathComponent(name)))
    }

    @Test func theSeedDecidesTheWeights() throws {
        let first = try Qwen25VL.random(configuration: Self.small, seed: 1)
        #expect(try logits(first) == logits(Qwen25VL.random(configuration: Self.small, seed: 1)))
        #expect(try logits(first) != logits(Qwen25VL.random(configuration: Self.small, seed: 2)))
    }

    @Test func newWeightsHaveTheInitialisersSpread() throws {
        let model = try Qwen25VL.random(configuration: Self.small, seed: 1)
        let embedding = try #require(model.weights["model.embed_tokens.weight"]).floats()
        let deviation = (embedding.reduce(0) { $0 + $1 * $1 } / Float(embedding.count)).squareRoot()
        #expect(abs(deviation - 0.02) < 0.002)
        #expect(model.weights["visual.merger.ln_q.weight"]?.floats().allSatisfy { $0 == 1 } == true)
        #expect(model.weights["visual.merger.mlp.0.bias"]?.floats().allSatisfy { $0 == 0 } == true)
    }

    @Test func savingWhereNothingCanBeWrittenIsAnError() throws {
        let model = try Qwen25VL.random(configuration: Self.small, seed: 1)
        #expect(throws: CheckpointError.self) { try model.save(to: URL(fileURLWithPath: "/proc/nowhere")) }
    }

    @Test func sizesThatDoNotFitAreRefused() {
        var configuration = Self.small
        configuration.text.attentionHeads = 3
        #expect(throws: ConfigurationError.self) {
            try Qwen25VL.random(configuration: configuration, seed: 1)
        }
    }
}
