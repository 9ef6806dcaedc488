import Tensors
import Testing
import Training
import VLM

@Suite("A model that is trained")
struct TrainableModelTests {
    private func step(_ model: TrainableModel, _ batch: [TrainingSequence], rate: Double = 1e-3) throws {
        try model.accumulateGradients(
            of: batch, temperature: 1, gradients: TrainingFixtures.likelihoodGradients(batch))
        try model.step(learningRate: rate, maximumGradientNorm: 1)
    }

    @Test("Going on from a snapshot and a state gives the same bits as not stopping", arguments: [false, true])
    func resuming(usesAdapters: Bool) throws {
        let base = try TrainingFixtures.model("tiny-tied")
        let batch = try TrainingFixtures.batch("tiny-tied", of: base, withImages: true)
        var options = TrainingOptions()
        options.hasValueHead = true
        if usesAdapters { options.adapters = LoRAConfiguration(rank: 2, alpha: 4, targets: ["q_proj", "qkv"]) }
        let straight = try TrainableModel(base, options: options)
        for _ in 0..<2 { try step(straight, batch) }
        let resumed = try TrainableModel(usesAdapters ? base : straight.snapshot(), options: options, reference: base)
        try resumed.restore(straight.optimizerState())
        for _ in 0..<2 {
            try step(straight, batch)
            try step(resumed, batch)
        }
        for name in straight.trainedParameters {
            #expect(try straight.hasSameWeights(as: resumed, of: name), "\(name)")
        }
        #expect(straight.optimizerState() == resumed.optimizerState())
        let (first, second) = (
            try straight.referenceScores(of: batch, temperature: 1),
            try resumed.referenceScores(of: batch, temperature: 1)
        )
        #expect(first == second)
        var broken = straight.optimizerState()
        broken.moments["model.norm.weight.exp_avg"] = [1]
        if !usesAdapters { #expect(throws: TrainableModelError.self) { try resumed.restore(broken) } }
    }

    @Test("What is frozen stays, what is not moves")
    func freezing() throws {
        let base = try TrainingFixtures.model("tiny-sharded")
        let batch = try TrainingFixtures.batch("tiny-sharded", of: base, withImages: true)
        var options = TrainingOptions()
        options.freezesVision = true
        options.freezesEmbeddings = true
        let model = try TrainableModel(base, options: options)
        let whole = try TrainableModel(base)
        let gradients = TrainingFixtures.likelihoodGradients(batch)
        try model.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
        try whole.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
        for name in model.trainedParameters { #expect(try model.hasSameGradient(as: whole, of: name)) }
        let frozen = Set(whole.trainedParameters).subtracting(model.trainedParameters)
        #expect(frozen.allSatisfy { $0.hasPrefix("visual.") || $0 == "model.embed_tokens.weight" })
        #expect(frozen.count == whole.trainedParameters.count { $0.hasPrefix("visual.") } + 1)
        try model.step(learningRate: 0.1, maximumGradientNorm: nil)
        let untouched = try TrainableModel(base)
        for name in frozen { #expect(try model.hasSameWeights(as: untouched, of: name)) }
        for name in model.trainedParameters { #expect(try !model.hasSameWeights(as: untouched, of: name)) }
    }

    @Test("Values come from the last hidden state, and their gradients go back into it")
    func valueHead() throws {
        let base = try TrainingFixtures.model("tiny-tied")
        let batch = try TrainingFixtures.batch("tiny-tied", of: base, withImages: true)
        var options = TrainingOptions()
        options.hasValueHead = true
        let model = try TrainableModel(base, options: options)
        let first = try model.scores(of: batch, temperature: 1).flatMap(\.values)
        #expect(first.count == batch.reduce(0) { $0 + $1.scored.count } && first.allSatisfy { $0 == 0 })
        try model.setWeights(of: "value_head.weight", to: RandomTensorValues.floats(32, seed: 3))
        try model.setWeights(of: "value_head.bias", to: [0.5])
        let coefficients = batch.map { sequence in
            TokenGradients(logProbabilities: [], values: sequence.scored.map { Float($0.index % 5) - 2 })
        }
        func value() throws -> Double {
            let scores = try model.scores(of: batch, temperature: 1)
            return zip(scores, coefficients).reduce(0.0) { sum, pair in
                zip(pair.0.values, pair.1.values).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
            }
        }
        try model.accumulateGradients(of: batch, temperature: 1, gradients: coefficients)
        for name in [
            "value_head.weight", "value_head.bias", "model.norm.weight", "model.layers.1.mlp.down_proj.weight",
        ] {
            let gradient = try model.gradient(of: name)
            let index = gradient.indices.max { abs(gradient[$0]) < abs(gradient[$1]) } ?? 0
            let values = try model.weights(of: name)
            func changed(_ change: Float) throws -> Double {
                var copy = values
                copy[index] += change
                try model.setWeights(of: name, to: copy)
                return try value()
            }
            let numeric = (try changed(0x1p-7) - changed(-0x1p-7)) / (2 * 0x1p-7)
            try model.setWeights(of: name, to: values)
            #expect(abs(numeric - Double(gradient[index])) < 1e-2 * abs(numeric), "\(name)")
        }
    }

    @Test("Gradients that are not finite step nothing and are gone afterwards")
    func notFinite() throws {
        let base = try TrainingFixtures.model("tiny-tied")
        let batch = try TrainingFixtures.batch("tiny-tied", of: base, withImages: false)
        let model = try TrainableModel(base)
        let before = model.optimizerState()
        let nan = [TokenGradients(logProbabilities: batch[0].scored.map { _ in .nan })]
        try model.accumulateGradients(of: batch, temperature: 1, gradients: nan)
        #expect(try model.step(learningRate: 1, maximumGradientNorm: 1).isFinite == false)
        #expect(model.optimizerState() == before)
        #expect(try model.step(learningRate: 0, maximumGradientNorm: 1) == 0)
        #expect(throws: TrainableModelError.self) { try model.step(learningRate: .nan, maximumGradientNorm: nil) }
    }

    @Test("BF16 products give nearly the same gradients and learn as well")
    func bfloat16() throws {
        let base = try TrainingFixtures.model("tiny-tied")
        let batch = try TrainingFixtures.batch("tiny-tied", of: base, withImages: true)
        var options = TrainingOptions()
        options.precision = .bfloat16
        let (narrow, wide) = (try TrainableModel(base, options: options), try TrainableModel(base))
        let gradients = TrainingFixtures.likelihoodGradients(batch)
        try narrow.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
        try wide.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
        var (dot, squareA, squareB) = (0.0, 0.0, 0.0)
        for name in wide.trainedParameters {
            for (a, b) in zip(try narrow.gradient(of: name), try wide.gradient(of: name)) {
                dot += Double(a) * Double(b)
                squareA += Double(a) * Double(a)
                squareB += Double(b) * Double(b)
            }
        }
        #expect(dot / (squareA * squareB).squareRoot() > 0.995)
        var losses: [Double] = []
        for _ in 0..<10 {
            let scores = try narrow.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
            losses.append(TrainingFixtures.loss(scores))
            try narrow.step(learningRate: 1e-3, maximumGradientNorm: 1)
        }
        #expect(losses[9] < 0.8 * losses[0])
    }

    @Test("The memory that a batch takes is what was stated before, or up to half of it", arguments: [false, true])
    func memory(recomputes: Bool) throws {
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = false
        configuration.tiesEmbeddings = true
        configuration.text.vocabularySize = 500
        configuration.text.hiddenSize = 64
        configuration.text.intermediateSize = 160
        configuration.text.layers = 6
        configuration.text.attentionHeads = 4
        configuration.text.keyValueHeads = 2
        configuration.text.mropeSections = [8]
        for precision in MatrixPrecision.allCases {
            var options = TrainingOptions()
            options.precision = precision
            options.recomputesActivations = recomputes
            let lengths = [300, 20, 77]
            let stated = TrainingMemory(configuration: configuration, options: options, lengths: lengths)
            let model = try TrainableModel(.random(configuration: configuration, seed: 1), options: options)
            let batch = lengths.map { length in
                TrainingSequence(
                    tokens: (0..<length).map { ($0 * 13 + length) % 500 }, positions: PositionIDs(text: length),
                    scored: (1..<length).map { .init(index: $0) })
            }
            try model.accumulateGradients(
                of: batch, temperature: 1, gradients: TrainingFixtures.likelihoodGradients(batch))
            let found = model.peakActivationBytes
            #expect(found <= stated.activations && stated.activations <= 2 * found, "\(precision): \(stated)")
        }
    }

    @Test("A model with parts that cannot be trained is refused")
    func otherArchitectures() throws {
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = false
        configuration.text.vocabularySize = 20
        configuration.text.hiddenSize = 8
        configuration.text.intermediateSize = 8
        configuration.text.layers = 1
        configuration.text.attentionHeads = 2
        configuration.text.keyValueHeads = 1
        configuration.text.mropeSections = [2]
        _ = try TrainableModel(.random(configuration: configuration, seed: 1))
        configuration.text.hasHeadNorms = true
        let model = try Qwen25VL.random(configuration: configuration, seed: 1)
        #expect(throws: TrainableModelError.self) { try TrainableModel(model) }
    }
}

/// Numbers from a seed.
enum RandomTensorValues {
    static func floats(_ count: Int, seed: UInt64) -> [Float] {
        var normal = NormalDistribution(seed: seed)
        return (0..<count).map { _ in Float(normal.next()) }
    }
}
