import Tensors
import Testing
import VLM

/// Tiny checkpoints of different layouts and of the family's models against what transformers computed in F32.
@Suite struct TransformersAgreementTests {
    static let tolerance: Float = 2e-4

    @Test(arguments: Fixtures.checkpoints + Fixtures.family)
    func visionPositionsLogitsAndGreedyTextAgree(checkpoint: String) throws {
        let model = try Qwen25VL(directory: Fixtures.url(checkpoint))
        let cases = try ReferenceCase.all(of: checkpoint)
        try #require(!cases.isEmpty)
        for reference in cases {
            var images: Tensor?
            if !reference.grids.isEmpty {
                let embedded = try model.encodeImages(
                    patches: reference.patches(width: model.configuration.vision.patchWidth),
                    grids: reference.grids)
                let shown = embedded.columns(0..<model.configuration.text.hiddenSize)
                #expect(greatestDifference(shown.values, reference.vision) <= Self.tolerance)
                images = embedded
            }
            let positions = try model.positionIDs(tokens: reference.tokens, grids: reference.grids)
            #expect([positions.temporal, positions.height, positions.width] == reference.positions)
            #expect(positions.delta == reference.delta)

            var cache = model.makeCache()
            let logits = try model.prefill(
                tokens: reference.tokens, imageEmbeddings: images, positions: positions, cache: &cache)
            #expect(
                greatestDifference(logits.values, reference.logits) <= Self.tolerance, "\(reference.name)")

            #expect(try greedy(model, from: logits, cache, steps: reference.greedy.count) == reference.greedy)
            let logprobs = try logprobs(model, of: reference.completion, after: logits, cache)
            #expect(greatestDifference(logprobs, reference.completionLogprobs) <= Self.tolerance)
        }
    }

    private func greedy(_ model: Qwen25VL, from logits: Tensor, _ cache: KVCache, steps: Int) throws -> [Int] {
        var caches = [cache]
        var tokens = [argmax(logits.row(0))]
        while tokens.count < steps {
            tokens.append(
                argmax(try model.decode(tokens: [tokens[tokens.count - 1]], caches: &caches).row(0)))
        }
        return tokens
    }

    private func logprobs(
        _ model: Qwen25VL, of completion: [Int], after logits: Tensor, _ cache: KVCache
    ) throws -> [Float] {
        var caches = [cache]
        let rest = try model.decode(steps: [completion], caches: &caches, logitsAt: .all)
        let rows = [logits.row(0)] + (0..<completion.count - 1).map { rest.row($0) }
        return zip(rows, completion).map { Softmax.logarithm($0)[$1] }
    }
}
