import Tensors

/// Tensors drawn from a seed, for properties that must hold for any numbers.
enum RandomTensors {
    static func floats(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
        var normal = NormalDistribution(seed: seed)
        return (0..<count).map { _ in Float(normal.next()) * scale }
    }

    static func matrix(_ rows: Int, _ columns: Int, seed: UInt64, scale: Float = 1) -> Tensor {
        Tensor(shape: [rows, columns], values: floats(rows * columns, seed: seed, scale: scale))
    }

    /// Random weights in an element type, exact in it.
    static func stored(_ shape: [Int], _ type: ElementType, seed: UInt64) -> StoredTensor {
        let values = floats(shape.reduce(1, *), seed: seed, scale: 0.3)
        let storage = ByteStorage(byteCount: values.count * type.byteCount) { target in
            for (index, value) in values.enumerated() {
                switch type {
                case .float32: target.storeBytes(of: value, toByteOffset: index * 4, as: Float.self)
                case .bfloat16:
                    target.storeBytes(
                        of: UInt16(truncatingIfNeeded: value.bitPattern >> 16), toByteOffset: index * 2,
                        as: UInt16.self)
                case .float16:
                    // 1/1024 steps within [-1, 1): 0x3C00 is 1.0 in binary16, ten fraction bits.
                    let step = Int(value * 1024) & 1023
                    target.storeBytes(
                        of: UInt16(0x3C00 + step) | (index % 2 == 0 ? 0 : 0x8000), toByteOffset: index * 2,
                        as: UInt16.self)
                }
            }
        }
        return StoredTensor(shape: shape, elementType: type, storage: storage, byteOffset: 0)
            ?? StoredTensor(shape: [0]) { _ in }
    }
}

/// The greatest difference of two tensors, relative to 1 or to the second's magnitude; infinite if their
/// shapes differ.
func relativeDifference(_ a: Tensor, _ b: Tensor) -> Float {
    guard a.shape == b.shape else { return .infinity }
    return zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}
