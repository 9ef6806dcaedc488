import Foundation
import Tensors
import Training
import VLM

/// A policy that scores as the model does but moves the last norm's weights alone, by a made-up gradient: for
/// everything that goes on around a policy.
final class ToyPolicy: TrainablePolicy {
    private struct Weights: WeightSource {
        let base: [String: StoredTensor]
        let norm: [Float]

        func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
            if name == ToyPolicy.name {
                return StoredTensor(shape: shape) { target in _ = target.initialize(from: norm) }
            }
            guard let tensor = base[name] else { throw TrainingError.dataset("no \(name)") }
            return tensor
        }
    }

    private static let name = "model.norm.weight"
    private let start: Qwen25VL
    private var norm: [Float]
    private var gradient: [Float]
    /// What every log-probability is replaced by, for tests of faults.
    var poison: Float?

    init(_ model: Qwen25VL) throws {
        start = model
        norm = model.weights[Self.name]?.floats() ?? []
        gradient = [Float](repeating: 0, count: norm.count)
    }

    func snapshot() throws -> Qwen25VL {
        try Qwen25VL(configuration: start.configuration, weights: Weights(base: start.weights, norm: norm))
    }

    func scores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores] {
        try scores(of: batch, temperature, snapshot())
    }

    func referenceScores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores] {
        try scores(of: batch, temperature, start)
    }

    private func scores(
        of batch: [TrainingSequence], _ temperature: Float, _ model: Qwen25VL
    ) throws -> [TokenScores] {
        try batch.map { sequence in
            let patches = sequence.images.flatMap(\.values)
            let images =
                sequence.images.isEmpty
                ? nil : try model.encodeImages(patches: patches, grids: sequence.images.map(\.grid))
            var cache = model.makeCache()
            let rows = sequence.scored.map { $0.index - 1 }
            let logits = try model.prefill(
                tokens: sequence.tokens, imageEmbeddings: images, positions: sequence.positions, cache: &cache,
                logitsAt: .indices(rows))
            var scores = TokenScores(logProbabilities: [], entropies: [], values: [])
            for (row, token) in sequence.scored.enumerated() {
                let all = logits.row(row)
                let ids = token.allowed ?? (0..<Int32(all.count)).map { $0 }
                let own = ids.map { Double(all[Int($0)] / temperature) }
                let greatest = own.max() ?? 0
                let total = greatest + log(own.reduce(0) { $0 + exp($1 - greatest) })
                let place = ids.firstIndex(of: Int32(sequence.tokens[token.index])) ?? 0
                scores.logProbabilities.append(poison ?? Float(own[place] - total))
                scores.entropies.append(Float(-own.reduce(0) { $0 + exp($1 - total) * ($1 - total) }))
                scores.values.append(norm.first ?? 0)
            }
            return scores
        }
    }

    func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, by gradients: ([TokenScores]) throws -> [TokenGradients]
    ) throws -> [TokenScores] {
        let scores = try scores(of: batch, temperature: temperature)
        for (sequence, gradients) in zip(batch, try gradients(scores)) {
            for (token, own) in zip(sequence.scored, gradients.logProbabilities) {
                gradient[sequence.tokens[token.index] % gradient.count] += own
            }
        }
        return scores
    }

    func step(learningRate: Double, maximumGradientNorm: Double?) throws -> Double {
        let length = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        for index in norm.indices { norm[index] -= Float(learningRate) * gradient[index] }
        gradient = [Float](repeating: 0, count: norm.count)
        return length
    }

    func saveState(to directory: URL) throws {
        try norm.withUnsafeBytes { Data($0) }.write(to: directory.appendingPathComponent("norm"))
    }

    func restoreState(from directory: URL) throws {
        let data = try Data(contentsOf: directory.appendingPathComponent("norm"))
        norm = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    var trainedParameterCount: Int { norm.count }
}
