import Foundation
import JSON
import Tensors
import Testing
import VLM

import Training

/// Where the fixtures lie, and the batches that the script computed.
enum TrainingFixtures {
    static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("VLMTests/Fixtures")

    static func url(_ path: String) throws -> URL {
        try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil)).appendingPathComponent(path)
    }

    static func json(_ path: String) throws -> JSONCursor {
        JSONCursor(try JSONValue.parse([UInt8](Data(contentsOf: url(path)))))
    }

    static func model(_ name: String) throws -> Qwen25VL {
        try Qwen25VL(directory: models.appendingPathComponent(name))
    }

    /// The sequences of `model-cases.json`, completions scored.
    static func batch(_ name: String, of model: Qwen25VL, withImages: Bool) throws -> [TrainingSequence] {
        let bytes = try [UInt8](Data(contentsOf: models.appendingPathComponent("\(name)/model-cases.json")))
        func integers(_ c: JSONCursor) throws -> [Int] { try c.array().map { try $0.integer(in: 0...100_000) } }
        return try JSONCursor(JSONValue.parse(bytes)).array().compactMap { entry in
            let prompt = try integers(entry["input_ids"])
            let completion = try integers(entry["completion_ids"])
            let grids = try entry["image_grid_thw"].array().map(integers).map {
                ImageGrid(temporal: $0[0], height: $0[1], width: $0[2])
            }
            guard withImages || grids.isEmpty else { return nil }
            var generator = SplitMix64(seed: UInt64(try entry["patch_seed"].integer(in: 0...1000)))
            let width = model.configuration.vision.patchWidth
            let images = grids.map { grid in
                ImageProcessor.Patches(
                    values: (0..<grid.patches * width).map { _ in
                        Float(generator.next() >> 40) / Float(1 << 22) - 2
                    }, grid: grid)
            }
            var positions = try model.positionIDs(tokens: prompt, grids: grids)
            positions.append(PositionIDs(text: completion.count, from: positions.count + positions.delta))
            return TrainingSequence(
                tokens: prompt + completion, images: images, positions: positions,
                scored: completion.indices.map { .init(index: prompt.count + $0) })
        }
    }

    /// The derivative of the mean negative log-likelihood of all scored tokens.
    static func likelihoodGradients(_ batch: [TrainingSequence]) -> [TokenGradients] {
        let count = batch.reduce(0) { $0 + $1.scored.count }
        return batch.map {
            TokenGradients(logProbabilities: Array(repeating: -1 / Float(count), count: $0.scored.count))
        }
    }

    static func loss(_ scores: [TokenScores]) -> Double {
        let all = scores.flatMap(\.logProbabilities)
        return all.reduce(0.0) { $0 - Double($1) } / Double(all.count)
    }
}

/// A tensor of the fixtures: its norm and every n-th number.
struct TensorSummary {
    let norm: Double
    let stride: Int
    let values: [Float]

    init(_ json: JSONCursor) throws {
        norm = try json["norm"].finiteDouble()
        stride = try json["stride"].integer(in: 1...1_000_000)
        values = try json["values"].array().map { Float(try $0.finiteDouble()) }
    }

    /// The difference of some numbers, relative to the root mean square of the tensor or to the number.
    func difference(_ found: [Float]) -> Double {
        let norm = found.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        let size = max(self.norm / Double(found.count).squareRoot(), 1e-9)
        var greatest = abs(norm - self.norm) / max(self.norm, 1e-9)
        let picked = Swift.stride(from: 0, to: found.count, by: stride).map { found[$0] }
        guard picked.count == values.count else { return .infinity }
        for (a, b) in zip(picked, values) {
            greatest = max(greatest, abs(Double(a) - Double(b)) / max(size, abs(Double(b))))
        }
        return greatest
    }
}

extension JSONCursor {
    /// The numbers of an array.
    func doubles() throws -> [Double] { try array().map { try $0.finiteDouble() } }
}

extension TrainableModel {
    func hasSameWeights(as other: TrainableModel, of name: String) throws -> Bool {
        let (a, b) = (try weights(of: name), try other.weights(of: name))
        return a == b
    }

    func hasSameGradient(as other: TrainableModel, of name: String) throws -> Bool {
        let (a, b) = (try gradient(of: name), try other.gradient(of: name))
        return a == b
    }
}
