import Foundation
import JSON
import Tensors
import Testing
import VLM

/// Where the fixtures lie.
enum Fixtures {
    static func url(_ path: String) throws -> URL {
        try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil)).appendingPathComponent(
            path)
    }

    static let checkpoints = ["tiny-tied", "tiny-sharded", "tiny-half"]
    /// Qwen2.5-VL's sisters.
    static let family = ["qwen2-vl", "qwen3-vl", "qwen2", "qwen3", "llama"].map { "family/" + $0 }
}

/// A case of `model-cases.json`: the model alone, as transformers computed it.
struct ReferenceCase {
    let name: String
    let tokens: [Int]
    let grids: [ImageGrid]
    let patchSeed: UInt64
    let positions: [[Int]]
    let delta: Int
    let vision: [Float]
    let logits: [Float]
    let greedy: [Int]
    let completion: [Int]
    let completionLogprobs: [Float]

    static func all(of checkpoint: String) throws -> [ReferenceCase] {
        let bytes = try [UInt8](Data(contentsOf: Fixtures.url("\(checkpoint)/model-cases.json")))
        return try JSONCursor(JSONValue.parse(bytes)).array().map(ReferenceCase.init)
    }

    private init(_ json: JSONCursor) throws {
        func integers(_ c: JSONCursor) throws -> [Int] {
            try c.array().map { try $0.integer(in: -10_000...10_000) }
        }
        func floats(_ c: JSONCursor) throws -> [Float] { try c.array().map { Float(try $0.finiteDouble()) } }
        name = try json["name"].string()
        tokens = try integers(json["input_ids"])
        grids = try json["image_grid_thw"].array().map {
            let grid = try integers($0)
            return ImageGrid(temporal: grid[0], height: grid[1], width: grid[2])
        }
        patchSeed = UInt64(try json["patch_seed"].integer(in: 0...1000))
        positions = try json["position_ids"].array().map(integers)
        delta = try json["rope_delta"].integer(in: -10_000...10_000)
        vision = try json["vision"].ifPresent.map { try floats($0["values"]) } ?? []
        logits = try floats(json["logits"])
        greedy = try integers(json["greedy_ids"])
        completion = try integers(json["completion_ids"])
        completionLogprobs = try floats(json["completion_logprobs"])
    }

    /// The patches that the script drew: uniform in [-2, 2) from SplitMix64.
    func patches(width: Int) -> [Float] {
        var generator = SplitMix64(seed: patchSeed)
        return (0..<grids.reduce(0) { $0 + $1.patches } * width).map { _ in
            Float(generator.next() >> 40) / Float(1 << 22) - 2
        }
    }
}

/// The greatest difference between two arrays of the same length; infinite if the lengths differ.
func greatestDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// The index of the greatest element.
func argmax(_ values: [Float]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
}
