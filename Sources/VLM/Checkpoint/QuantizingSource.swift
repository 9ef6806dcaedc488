import Tensors

/// A checkpoint whose linear maps are quantised as the model takes them. What is quantised already stays.
final class QuantizingSource: WeightSource {
    private let checkpoint: any WeightSource
    private let quantization: Quantization
    /// The quantised matrices by their names.
    private(set) var matrices: [String: PackedMatrix] = [:]

    init(checkpoint: any WeightSource, quantization: Quantization) {
        self.checkpoint = checkpoint
        self.quantization = quantization
    }

    func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        try checkpoint.weights(name, shape: shape)
    }

    func packedWeights(_ name: String, _ weights: StoredTensor) throws -> PackedMatrix? {
        guard weights.elementType.blockLength == 1 else { return nil }
        let packed = PackedMatrix(quantizing: weights, as: quantization.format(of: name))
        matrices[name] = packed
        return packed
    }
}

/// A checkpoint whose linear maps lie quantised in a file.
struct PackedSource: WeightSource {
    let checkpoint: any WeightSource
    let packed: PackedFile
    let quantization: Quantization

    func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        try checkpoint.weights(name, shape: shape)
    }

    func packedWeights(_ name: String, _ weights: StoredTensor) throws -> PackedMatrix? {
        guard weights.elementType.blockLength == 1 else { return nil }
        let format = quantization.format(of: name)
        if let matrix = packed.matrices[name], matrix.format == format,
            [matrix.outputs, matrix.inputs] == weights.shape
        {
            return matrix
        }
        return PackedMatrix(quantizing: weights, as: format)
    }
}
