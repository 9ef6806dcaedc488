import Foundation
import JSON
import Testing
import Training
import VLM

/// Low-rank adapters against peft.
@Suite("Adapters")
struct AdapterTests {
    private func fixture() throws -> (TrainableModel, [TrainingSequence], JSONCursor) {
        let model = try TrainingFixtures.model("tiny-tied")
        let directory = try TrainingFixtures.url("adapter")
        let trainable = try TrainableModel(model, options: .adapters(in: directory))
        try trainable.loadAdapters(from: directory)
        let batch = try TrainingFixtures.batch("tiny-tied", of: model, withImages: true)
        return (trainable, batch, try TrainingFixtures.json("lora.json"))
    }

    @Test("Loss, the gradient of every adapter and ten steps are peft's")
    func agreement() throws {
        let (model, batch, expected) = try fixture()
        let gradients = TrainingFixtures.likelihoodGradients(batch)
        for (step, loss) in try expected["losses"].doubles().enumerated() {
            let scores = try model.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
            #expect(abs(TrainingFixtures.loss(scores) - loss) <= 1e-4 * loss)
            if step == 0 {
                let parameters = try #require(expected["parameters"].value?.objectValue)
                #expect(Set(parameters.keys) == Set(model.trainedParameters))
                for key in parameters.keys {
                    let difference = try TensorSummary(expected["parameters"][key]).difference(model.gradient(of: key))
                    #expect(difference <= 1e-4, "\(key)")
                }
            }
            try model.step(
                learningRate: expected["learning_rate"].finiteDouble(), maximumGradientNorm: nil)
        }
    }

    @Test("A snapshot has the adapters merged; the reference is the model without them")
    func merging() throws {
        let (model, batch, _) = try fixture()
        let scores = try model.scores(of: batch, temperature: 1)
        let merged = try TrainableModel(model.snapshot()).scores(of: batch, temperature: 1)
        for (a, b) in zip(scores, merged) {
            for (x, y) in zip(a.logProbabilities, b.logProbabilities) { #expect(abs(x - y) <= 1e-4) }
        }
        let base = try TrainableModel(TrainingFixtures.model("tiny-tied")).scores(of: batch, temperature: 1)
        #expect(try model.referenceScores(of: batch, temperature: 1) == base)
        #expect(base != scores)
    }

    @Test("New adapters change nothing at first")
    func freshAdapters() throws {
        let base = try TrainingFixtures.model("tiny-sharded")
        let batch = try TrainingFixtures.batch("tiny-sharded", of: base, withImages: true)
        var options = TrainingOptions()
        options.adapters = LoRAConfiguration(rank: 3, alpha: 5)
        let model = try TrainableModel(base, options: options)
        let scores = try model.scores(of: batch, temperature: 1)
        let before = try TrainableModel(base).scores(of: batch, temperature: 1)
        #expect(scores == before)
        let name = "model.layers.0.self_attn.q_proj.lora_A.weight"
        let bound = 1 / Float(48).squareRoot()
        let drawn = try model.weights(of: name)
        #expect(drawn.allSatisfy { abs($0) <= bound } && drawn.contains { abs($0) > bound / 2 })
        let zeros = try model.weights(of: "model.layers.0.self_attn.q_proj.lora_B.weight")
        #expect(zeros.allSatisfy { $0 == 0 })
    }

    @Test("What is written reads back", arguments: [false, true])
    func roundTrip(freezesVision: Bool) throws {
        let base = try TrainingFixtures.model("tiny-tied")
        var options = TrainingOptions()
        options.adapters = LoRAConfiguration(rank: 2, alpha: 6, targets: ["q_proj", "down_proj"])
        options.freezesVision = freezesVision
        options.seed = 7
        let model = try TrainableModel(base, options: options)
        #expect(model.trainedParameters.contains { $0.hasPrefix("visual.") } != freezesVision)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("adapters-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try model.saveAdapters(to: directory)
        var read = try TrainingOptions.adapters(in: directory)
        #expect(read.adapters == options.adapters && read.freezesVision == freezesVision)
        read.seed = 8
        let other = try TrainableModel(base, options: read)
        #expect(try !other.hasSameWeights(as: model, of: model.trainedParameters[0]))
        try other.loadAdapters(from: directory)
        for name in model.trainedParameters { #expect(try other.hasSameWeights(as: model, of: name)) }
    }

    @Test("Adapters that do not fit are refused, and say why")
    func refusals() throws {
        let base = try TrainingFixtures.model("tiny-tied")
        for (adapters, field) in [
            (LoRAConfiguration(rank: 0), "rank"), (LoRAConfiguration(alpha: .nan), "alpha"),
            (LoRAConfiguration(targets: []), "targets"), (LoRAConfiguration(targets: ["lm_tail"]), "lm_tail"),
        ] {
            var options = TrainingOptions()
            options.adapters = adapters
            do {
                _ = try TrainableModel(base, options: options)
                Issue.record("accepted \(adapters)")
            } catch {
                #expect("\(error)".contains(field))
            }
        }
        var options = TrainingOptions()
        options.adapters = LoRAConfiguration(rank: 5)
        let model = try TrainableModel(base, options: options)
        #expect(throws: CheckpointError.self) { try model.loadAdapters(from: TrainingFixtures.url("adapter")) }
        #expect(throws: TrainableModelError.self) {
            try TrainableModel(base).loadAdapters(from: TrainingFixtures.url("adapter"))
        }
    }
}
