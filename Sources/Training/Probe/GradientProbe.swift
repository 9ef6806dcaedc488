import JSON
import VLM

/// Differentiates the likelihood of a probe's completion, for comparison with PyTorch. It adds to the probe's
/// answer:
///
/// | member | in PyTorch |
/// |---|---|
/// | `loss` | the mean of −log p over the completion's tokens, after the prompt |
/// | `gradients` | by parameter name: `norm` (L2) and `first` 16 numbers of `parameter.grad` |
/// | `losses` | before each of some steps of `torch.optim.AdamW(model.parameters(), lr)` |
public struct GradientProbe: Sendable {
    /// Parameters whose gradients are wanted, as the checkpoint names them or as the hub does.
    public var parameters: [String]
    /// Steps of AdamW to take: β 0.9 and 0.999, ε 1e-8, decay 0.01 on everything, without clipping.
    public var adamWSteps: Int
    /// Their learning rate.
    public var learningRate: Double

    /// A probe of these gradients.
    public init(parameters: [String], adamWSteps: Int = 0, learningRate: Double = 1e-4) {
        self.parameters = parameters
        self.adamWSteps = adamWSteps
        self.learningRate = learningRate
    }

    /// Adds to a probe's answer.
    /// - Throws: `TrainableModelError`, and what encoding the request throws.
    package func run(_ request: ProbeRequest, _ checkpoint: LoadedCheckpoint) throws -> JSONObject {
        let prompt = try checkpoint.prompt(request.messages, images: request.images, policy: .recognized)
        let completion = try checkpoint.tokenizer.encode(request.completion)
        guard !completion.isEmpty else {
            throw ProbeError.request("gradients need a completion that is not empty")
        }
        let sequence = TrainingSequence(prompt: prompt, completion: completion)
        let model = try TrainableModel(checkpoint.model)
        let tied = checkpoint.model.configuration.tiesEmbeddings
        for name in parameters { _ = try model.gradient(of: name, tied: tied) }
        let gradients = TokenGradients(
            logProbabilities: Array(repeating: -1 / Float(completion.count), count: completion.count))
        func differentiate() throws -> Float {
            let scores = try model.accumulateGradients(of: [sequence], temperature: 1, gradients: [gradients])
            let sum = scores[0].logProbabilities.reduce(0.0) { $0 - Double($1) }
            return Float(sum / Double(completion.count))
        }
        var loss = try differentiate()
        var answer = JSONObject()
        answer["loss"] = Probe.floats([loss]).arrayValue?.first
        var members = JSONObject()
        for name in parameters {
            let values = try model.gradient(of: name, tied: tied)
            let square = values.reduce(0.0) { $0 + Double($1) * Double($1) }
            members[name] = [
                "norm": .number(square.squareRoot()), "first": Probe.floats(Array(values.prefix(16))),
            ]
        }
        answer["gradients"] = .object(members)
        guard adamWSteps > 0 else { return answer }
        var losses = [loss]
        for step in 1...adamWSteps {
            try model.step(learningRate: learningRate, maximumGradientNorm: nil)
            guard step < adamWSteps else { break }
            loss = try differentiate()
            losses.append(loss)
        }
        answer["losses"] = Probe.floats(losses)
        return answer
    }
}

extension TrainableModel {
    /// A gradient by the parameter's name in a checkpoint of either layout.
    fileprivate func gradient(of name: String, tied: Bool) throws -> [Float] {
        let hubName = Checkpoint.hubName(name)
        // A tied head is no parameter of its own.
        let own = tied && hubName == "lm_head.weight" ? "model.embed_tokens.weight" : hubName
        do {
            return try gradient(of: own)
        } catch {
            throw TrainableModelError.unknownParameter(name)
        }
    }
}
