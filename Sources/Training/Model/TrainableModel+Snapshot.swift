import Tensors
import VLM

extension TrainableModel {
    /// A model with the weights as they are now, adapters merged into them.
    public func snapshot() throws -> Qwen25VL {
        let merged = options.adapters == nil ? weights : merged()
        return try Qwen25VL(
            configuration: configuration, weights: SnapshotSource(weights: merged, layout: layers.layout))
    }

    /// The weights with `α/r B A` added where there are adapters.
    private func merged() -> FloatStorage {
        let copy = FloatStorage(count: weights.count)
        copy.base.update(from: weights.base, count: weights.count)
        let pass = Pass(weights: copy, gradients: gradients, pool: pool, precision: .float32)
        let blocks = layers.language.blocks + (layers.vision?.blocks ?? [])
        for block in blocks {
            for linear in block.linears {
                for adapter in linear.adapters {
                    pass.multiply(
                        pass.weight(adapter.b), pass.weight(adapter.a),
                        into: pass.weight(linear.weight).rows(adapter.outputs), scale: adapter.scale,
                        accumulate: true)
                }
            }
        }
        return copy
    }
}

/// Copies of a layout's parameters, by name.
private struct SnapshotSource: WeightSource {
    let weights: FloatStorage
    let parameters: [String: Parameter]

    init(weights: FloatStorage, layout: ParameterLayout) {
        self.weights = weights
        parameters = Dictionary(layout.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        guard let parameter = parameters[name], parameter.shape == shape else {
            throw TrainableModelError.unknownParameter(name)
        }
        return StoredTensor(shape: shape) { target in
            _ = target.update(
                from: UnsafeBufferPointer(start: weights.base + parameter.offset, count: parameter.count))
        }
    }
}

extension TrainableBlock {
    /// All linear maps of the block.
    var linears: [TrainableLinear] {
        [attention.queryKeyValue, attention.output, feedForward.gateUp, feedForward.down]
    }
}
