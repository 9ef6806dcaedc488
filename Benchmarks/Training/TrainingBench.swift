import Foundation
import JSON
import Tensors
import Training
import VLM

/// Steps of training on a model of random weights.
struct TrainingBench {
    private var model: TrainableModel?
    private var vocabulary = 1

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Carries out an order: an object with `op` and what that needs.
    mutating func carryOut(_ order: JSONValue) throws -> JSONValue {
        let fields = JSONCursor(order)
        switch try fields["op"].string() {
        case "open": return try open(fields)
        case "step": return try step(fields)
        case let other: throw Fault(description: "no operation \(other)")
        }
    }

    /// Makes a model of a shape: full fine-tuning, or adapters of rank 16 on all linear maps of the layers.
    private mutating func open(_ fields: JSONCursor) throws -> JSONValue {
        func size(_ key: String) throws -> Int { try fields["shape"][key].integer(in: 1...1 << 20) }
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = false
        configuration.tiesEmbeddings = true
        configuration.text.vocabularySize = try size("vocabulary")
        configuration.text.hiddenSize = try size("width")
        configuration.text.intermediateSize = try size("intermediate")
        configuration.text.layers = try size("layers")
        configuration.text.attentionHeads = try size("heads")
        configuration.text.keyValueHeads = try size("key_value_heads")
        configuration.text.normEpsilon = 1e-6
        configuration.text.mropeSections = [configuration.text.headDimension / 2]
        vocabulary = configuration.text.vocabularySize
        var options = TrainingOptions()
        options.precision = try fields["precision"].string() == "bfloat16" ? .bfloat16 : .float32
        if try fields["lora"].bool() { options.adapters = LoRAConfiguration(rank: 16, alpha: 32) }
        // The old model's memory goes first.
        model = nil
        let made = try TrainableModel(.random(configuration: configuration, seed: 0), options: options)
        model = made
        return [
            "trained": .integer(made.trainedParameterCount), "processor": .string("\(InstructionSet.best)"),
        ]
    }

    /// One step: forward, backward and AdamW on random tokens, all scored but the first of each sequence.
    private func step(_ fields: JSONCursor) throws -> JSONValue {
        guard let model else { throw Fault(description: "nothing is open") }
        let sequences = try fields["sequences"].integer(in: 1...1024)
        let length = try fields["length"].integer(in: 2...1 << 20)
        var generator = SplitMix64(seed: UInt64(try fields["seed"].integer(in: 0...1 << 30)))
        let batch = (0..<sequences).map { _ in
            TrainingSequence(
                tokens: (0..<length).map { _ in Int(generator.next() % UInt64(vocabulary)) },
                positions: PositionIDs(text: length), scored: (1..<length).map { .init(index: $0) })
        }
        let scale = -1 / Float(sequences * (length - 1))
        let gradients = batch.map { _ in
            TokenGradients(logProbabilities: Array(repeating: scale, count: length - 1))
        }
        model.clearTimes()
        let (wall, cpu) = (ContinuousClock.now, clock())
        let scores = try model.accumulateGradients(of: batch, temperature: 1, gradients: gradients)
        try model.step(learningRate: 1e-4, maximumGradientNorm: 1)
        let seconds = (ContinuousClock.now - wall) / .seconds(1)
        let sum = scores.flatMap(\.logProbabilities).reduce(0.0) { $0 + Double($1) }
        let times = model.times
        return [
            "wall": .number(seconds), "cpu": .number(Double(clock() - cpu) / Double(CLOCKS_PER_SEC)),
            "loss": .number(Double(scale) * sum),
            "parts": [
                "forward": .number(times.forward), "vocabulary": .number(times.vocabulary),
                "backward": .number(times.backward), "optimizer": .number(times.optimizer),
            ],
        ]
    }
}
