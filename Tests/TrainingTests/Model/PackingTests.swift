import Tensors
import Testing
import Training
import VLM

@Suite("Packed batches")
struct PackingTests {
    private let model = Result { try TrainingFixtures.model("tiny-tied") }

    /// Rollouts of one prompt with a picture, after some text.
    private func rollouts(_ model: Qwen25VL) throws -> [TrainingSequence] {
        let first = try TrainingFixtures.batch("tiny-tied", of: model, withImages: true)[1]
        let prompt = (0..<40).map { $0 * 7 % 300 } + first.tokens[..<first.scored[0].index]
        let placed = try model.positionIDs(tokens: prompt, grids: first.images.map(\.grid))
        return [[50, 60, 70], [50, 61], [9, 8, 7, 6, 5]].map { completion in
            var positions = placed
            positions.append(PositionIDs(text: completion.count, from: placed.count + placed.delta))
            return TrainingSequence(
                tokens: prompt + completion, images: first.images, positions: positions,
                scored: completion.indices.map { .init(index: prompt.count + $0) })
        }
    }

    @Test("Sequences that start alike share that start, and nothing else changes")
    func sharing() throws {
        let base = try model.get()
        let batch = try rollouts(base)
        let gradients = batch.enumerated().map { index, sequence in
            TokenGradients(
                logProbabilities: sequence.scored.indices.map { Float($0 + index) - 1.5 },
                entropies: sequence.scored.indices.map { 0.1 * Float($0) })
        }
        let (together, apart) = (try TrainableModel(base), try TrainableModel(base))
        let scores = try together.accumulateGradients(of: batch, temperature: 0.9, gradients: gradients)
        var single: [TokenScores] = []
        for (sequence, gradient) in zip(batch, gradients) {
            single += try apart.accumulateGradients(of: [sequence], temperature: 0.9, gradients: [gradient])
        }
        for (a, b) in zip(scores, single) {
            for (x, y) in zip(a.logProbabilities, b.logProbabilities) { #expect(abs(x - y) < 1e-4) }
            for (x, y) in zip(a.entropies, b.entropies) { #expect(abs(x - y) < 1e-4) }
        }
        for name in together.trainedParameters {
            let (a, b) = (try together.gradient(of: name), try apart.gradient(of: name))
            let norm = b.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            let difference = zip(a, b).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot()
            #expect(difference <= 1e-4 * max(norm, 1e-3), "\(name)")
        }
    }

    @Test("A picture's placeholder that an answer draws is a token like others, as it is to the engine")
    func drawnPlaceholder() throws {
        let base = try model.get()
        var sequence = try rollouts(base)[0]
        let start = sequence.scored[0].index
        sequence.tokens[start + 1] = base.configuration.imageToken
        let images = try base.encodeImages(
            patches: sequence.images.flatMap(\.values), grids: sequence.images.map(\.grid))
        var caches = [base.makeCache()]
        let first = try base.prefill(
            tokens: Array(sequence.tokens[..<start]), imageEmbeddings: images,
            positions: sequence.positions.slice(0..<start), cache: &caches[0])
        let rows = try base.decode(
            steps: [Array(sequence.tokens[start..<start + 2])], caches: &caches, logitsAt: .all)
        let expected = zip([first.row(0), rows.row(0), rows.row(1)], sequence.tokens[start...]).map {
            Sampler.logSoftmax($0[...], at: $1)
        }
        let scores = try TrainableModel(base).scores(of: [sequence], temperature: 1)[0].logProbabilities
        for (x, y) in zip(scores, expected) { #expect(abs(x - y) < 1e-4) }
        #expect(scores.count == expected.count)
    }

    @Test("Where few ids are allowed, the probabilities are over them")
    func allowedIDs() throws {
        let base = try model.get()
        var batch = try TrainingFixtures.batch("tiny-tied", of: base, withImages: false)
        let trainable = try TrainableModel(base)
        // All ids allowed one by one are the whole vocabulary.
        let whole = try trainable.scores(of: batch, temperature: 0.7)
        var listed = batch
        let all = (0..<Int32(base.configuration.text.vocabularySize)).map { $0 }
        listed[0].scored = batch[0].scored.map { .init(index: $0.index, allowed: all) }
        let scores = try trainable.scores(of: listed, temperature: 0.7)
        for (x, y) in zip(whole[0].logProbabilities, scores[0].logProbabilities) { #expect(abs(x - y) < 1e-4) }
        for (x, y) in zip(whole[0].entropies, scores[0].entropies) { #expect(abs(x - y) < 1e-4) }
        let gradients = [
            TokenGradients(
                logProbabilities: batch[0].scored.map { Float($0.index % 3) - 0.7 },
                entropies: batch[0].scored.map { Float($0.index % 2) })
        ]
        let (a, b) = (try TrainableModel(base), try TrainableModel(base))
        try a.accumulateGradients(of: batch, temperature: 0.7, gradients: gradients)
        try b.accumulateGradients(of: listed, temperature: 0.7, gradients: gradients)
        for name in ["model.embed_tokens.weight", "model.layers.0.mlp.up_proj.weight", "model.norm.weight"] {
            let (x, y) = (try a.gradient(of: name), try b.gradient(of: name))
            let norm = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(zip(x, y).allSatisfy { abs($0 - $1) < 1e-4 * norm }, "\(name)")
        }
        // One id alone is certain.
        batch[0].scored = batch[0].scored.map { .init(index: $0.index, allowed: [Int32(batch[0].tokens[$0.index])]) }
        let certain = try trainable.scores(of: batch, temperature: 1)[0]
        #expect(certain.logProbabilities.allSatisfy { $0 == 0 } && certain.entropies.allSatisfy { $0 == 0 })
    }

    @Test("Sequences that do not fit are refused, and say why")
    func refusals() throws {
        let base = try model.get()
        let trainable = try TrainableModel(base)
        let good = try TrainingFixtures.batch("tiny-tied", of: base, withImages: true)[1]
        var faults: [(TrainingSequence, String)] = []
        func add(_ detail: String, _ change: (inout TrainingSequence) -> Void) {
            var bad = good
            change(&bad)
            faults.append((bad, detail))
        }
        add("no tokens") { $0.tokens = [] }
        add("positions") { $0.positions = PositionIDs(text: 3) }
        add("outside the vocabulary") { $0.tokens[0] = 400 }
        add("outside 1..<") { $0.scored = [.init(index: $0.tokens.count)] }
        add("out of order") { $0.scored = [.init(index: 2), .init(index: 2)] }
        add("out of order") { $0.scored = [.init(index: 0)] }
        add("do not rise") { $0.scored = [.init(index: 2, allowed: [5, 4])] }
        add("not the token") { $0.scored = [.init(index: 1, allowed: [399])] }
        add("placeholders") { $0.images = [] + $0.images + $0.images }
        add("patch values") { $0.images[0].values.removeLast() }
        for (sequence, detail) in faults {
            do {
                _ = try trainable.scores(of: [good, sequence], temperature: 1)
                Issue.record("accepted: \(detail)")
            } catch {
                #expect("\(error)".contains(detail), "\(error)")
            }
        }
        #expect(throws: TrainableModelError.self) { try trainable.scores(of: [good], temperature: 0) }
        #expect(throws: TrainableModelError.self) { try trainable.scores(of: [good], temperature: .nan) }
        #expect(throws: TrainableModelError.self) {
            try trainable.accumulateGradients(of: [good], temperature: 1, gradients: [])
        }
        #expect(throws: TrainableModelError.self) {
            try trainable.accumulateGradients(
                of: [good], temperature: 1, gradients: [TokenGradients(logProbabilities: [1])])
        }
        #expect(try trainable.scores(of: [], temperature: 1).isEmpty)
    }
}
