import Tensors
import Testing
import VLM

/// Qwen3-VL hands features of the picture to several layers; a prompt's pieces get their own share of them.
@Suite struct DeepFeaturesTests {
    @Test(arguments: [1, 5, 9, 16])
    func aPromptInPiecesGivesTheSame(length: Int) throws {
        let model = try Qwen25VL(directory: Fixtures.url("family/qwen3-vl"))
        let reference = try #require(try ReferenceCase.all(of: "family/qwen3-vl").last { !$0.grids.isEmpty })
        let patches = reference.patches(width: model.configuration.vision.patchWidth)
        let images = try model.encodeImages(patches: patches, grids: reference.grids)
        #expect(images.columns == 3 * model.configuration.text.hiddenSize)
        let positions = try model.positionIDs(tokens: reference.tokens, grids: reference.grids)
        var cache = model.makeCache()
        var logits: [Float] = []
        var row = 0
        for start in stride(from: 0, to: reference.tokens.count, by: length) {
            let range = start..<min(start + length, reference.tokens.count)
            let tokens = Array(reference.tokens[range])
            let count = tokens.count { $0 == model.configuration.imageToken }
            logits = try model.prefill(
                tokens: tokens, imageEmbeddings: count > 0 ? images.gatheringRows(row..<row + count) : nil,
                positions: positions.slice(range), cache: &cache
            ).values
            row += count
        }
        #expect(greatestDifference(logits, reference.logits) <= TransformersAgreementTests.tolerance)
    }

    @Test func featuresWithoutTheDeepOnesAreRefused() throws {
        let model = try Qwen25VL(directory: Fixtures.url("family/qwen3-vl"))
        let token = model.configuration.imageToken
        var cache = model.makeCache()
        #expect(throws: ModelError.lengthMismatch(what: "image embedding width", expected: 96, found: 32)) {
            try model.prefill(tokens: [1, token], imageEmbeddings: Tensor.zeros(1, 32), cache: &cache)
        }
    }
}
