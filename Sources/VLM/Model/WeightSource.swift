import Tensors

/// Where a model takes its weights from: a checkpoint, or a random generator.
package protocol WeightSource {
    /// The weights of this name, which must have this shape.
    ///
    /// Names are those that Qwen2.5-VL checkpoints have on the hub: `visual.…`, `model.…`, `lm_head.weight`.
    func weights(_ name: String, shape: [Int]) throws -> StoredTensor

    /// A block-quantised form of a linear map's weights to compute with instead; nil for none.
    func packedWeights(_ name: String, _ weights: StoredTensor) throws -> PackedMatrix?

    /// Whether prompts may be rounded to BF16 for products with BF16 weights; see `Linear`.
    var roundsActivations: Bool { get }
}

extension WeightSource {
    package var roundsActivations: Bool { false }

    package func packedWeights(_ name: String, _ weights: StoredTensor) throws -> PackedMatrix? { nil }
}

/// Takes weights from a source and remembers them by name.
struct WeightCollector {
    let source: any WeightSource
    private(set) var weights: [String: StoredTensor] = [:]

    init(source: any WeightSource) { self.source = source }

    mutating func tensor(_ name: String, _ shape: Int...) throws -> StoredTensor {
        let tensor = try source.weights(name, shape: shape)
        weights[name] = tensor
        return tensor
    }

    mutating func linear(_ name: String, inputs: Int, outputs: Int, bias: Bool) throws -> Linear {
        let weight = try tensor(name + ".weight", outputs, inputs)
        return try linear(
            name + ".weight", weight, bias: bias ? try tensor(name + ".bias", outputs).floats() : nil)
    }

    /// A linear map by weights that were taken already.
    func linear(_ name: String, _ weight: StoredTensor, bias: [Float]?) throws -> Linear {
        Linear(
            weight: weight, packed: try source.packedWeights(name, weight), bias: bias,
            roundsActivations: source.roundsActivations)
    }

    mutating func norm(_ name: String, width: Int, epsilon: Double) throws -> RMSNorm {
        RMSNorm(weight: try tensor(name + ".weight", width).floats(), epsilon: Float(epsilon))
    }

    mutating func layerNorm(_ name: String, width: Int, epsilon: Double) throws -> LayerNorm {
        LayerNorm(
            weight: try tensor(name + ".weight", width).floats(), bias: try tensor(name + ".bias", width).floats(),
            epsilon: Float(epsilon))
    }
}
