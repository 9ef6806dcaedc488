import JSON
import Testing
import VLM

import Training

/// Losses, gradients of every parameter and steps of AdamW against PyTorch.
@Suite("Exactness against PyTorch")
struct GradientAgreementTests {
    @Test("Loss and the gradient of every parameter", arguments: [false, true])
    func gradients(recomputes: Bool) throws {
        for entry in try TrainingFixtures.json("gradients.json").array() {
            let name = try entry["checkpoint"].string()
            let kind = try entry["batch"].string()
            let model = try TrainingFixtures.model(name)
            let batch = try TrainingFixtures.batch(name, of: model, withImages: entry["with_images"].bool())
            var options = TrainingOptions()
            options.recomputesActivations = recomputes
            let trainable = try TrainableModel(model, options: options)
            let scores = try trainable.accumulateGradients(
                of: batch, temperature: 1, gradients: TrainingFixtures.likelihoodGradients(batch))
            let loss = try entry["loss"].finiteDouble()
            #expect(abs(TrainingFixtures.loss(scores) - loss) <= 1e-5 * loss)
            let parameters = try #require(entry["parameters"].value?.objectValue)
            // A tied head is one parameter with the embedding.
            #expect(Set(parameters.keys).subtracting(["lm_head.weight"]).isSubset(of: trainable.trainedParameters))
            #expect(parameters.count == trainable.trainedParameters.count)
            for key in trainable.trainedParameters {
                let expected = try TensorSummary(entry["parameters"][key])
                let difference = expected.difference(try trainable.gradient(of: key))
                #expect(difference <= 1e-4, "\(name), \(kind): \(key)")
            }
        }
    }

    @Test("Ten steps of AdamW")
    func steps() throws {
        for entry in try TrainingFixtures.json("adamw.json").array() {
            let name = try entry["checkpoint"].string()
            let model = try TrainingFixtures.model(name)
            let batch = try TrainingFixtures.batch(name, of: model, withImages: true)
            let trainable = try TrainableModel(model)
            let rate = try entry["learning_rate"].finiteDouble()
            for loss in try entry["losses"].doubles() {
                let scores = try trainable.accumulateGradients(
                    of: batch, temperature: 1, gradients: TrainingFixtures.likelihoodGradients(batch))
                #expect(abs(TrainingFixtures.loss(scores) - loss) <= 1e-4 * loss, "\(name)")
                try trainable.step(learningRate: rate, maximumGradientNorm: nil)
            }
            for key in trainable.trainedParameters {
                let expected = try TensorSummary(entry["weights"][key])
                let norm = try trainable.weights(of: key).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
                #expect(abs(norm - expected.norm) <= 1e-4 * expected.norm, "\(name): \(key)")
            }
        }
    }

    @Test("The loss's derivative may depend on the scores: the same gradients either way")
    func closureForm() throws {
        let model = try TrainingFixtures.model("tiny-tied")
        let batch = try TrainingFixtures.batch("tiny-tied", of: model, withImages: true)
        let (a, b) = (try TrainableModel(model), try TrainableModel(model))
        let gradients = TrainingFixtures.likelihoodGradients(batch)
        let first = try a.accumulateGradients(of: batch, temperature: 0.7, gradients: gradients)
        let second = try b.accumulateGradients(of: batch, temperature: 0.7) { scores in
            #expect(scores.map(\.logProbabilities.count) == batch.map(\.scored.count))
            return gradients
        }
        #expect(first == second)
        for key in a.trainedParameters { #expect(try a.hasSameGradient(as: b, of: key)) }
    }

    @Test("Scores without gradients are those with gradients, and the served model's")
    func scores() throws {
        let model = try TrainingFixtures.model("tiny-sharded")
        let batch = try TrainingFixtures.batch("tiny-sharded", of: model, withImages: true)
        let trainable = try TrainableModel(model)
        let scores = try trainable.scores(of: batch, temperature: 1)
        let again = try trainable.accumulateGradients(of: batch, temperature: 1) { _ in
            batch.map { _ in TokenGradients(logProbabilities: []) }
        }
        #expect(again == scores)
        #expect(try trainable.referenceScores(of: batch, temperature: 1) == scores)
        #expect(try trainable.step(learningRate: 1, maximumGradientNorm: 1) == 0)
        let served = try TrainableModel(trainable.snapshot())
        let decayed = try trainable.scores(of: batch, temperature: 1)
        #expect(try served.scores(of: batch, temperature: 1) == decayed)
        #expect(decayed != scores)
        #expect(try trainable.referenceScores(of: batch, temperature: 1) == scores)
    }
}
