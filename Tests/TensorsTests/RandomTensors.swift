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
        guard type.blockLength == 1 else { return blocks(shape, type, seed: seed) }
        let storage = ByteStorage(byteCount: values.count * type.blockByteCount) { target in
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
                default: break
                }
            }
        }
        return StoredTensor(shape: shape, elementType: type, storage: storage, byteOffset: 0)
            ?? StoredTensor(shape: [0]) { _ in }
    }

    /// Blocks of random bytes whose F16 scales lie between 2⁻⁶ and 2⁻⁵, or below 0.
    static func blocks(_ shape: [Int], _ type: ElementType, seed: UInt64) -> StoredTensor {
        var generator = SplitMix64(seed: seed)
        let byteCount = type.byteCount(of: shape.reduce(1, *)) ?? 0
        let storage = ByteStorage(byteCount: byteCount) { target in
            for index in target.indices { target[index] = UInt8.random(in: 0...255, using: &generator) }
            let halves = type == .q6_K ? [208] : type == .q4_1 || type == .q4_K ? [0, 2] : [0]
            for block in stride(from: 0, to: byteCount, by: type.blockByteCount) {
                for place in halves {
                    let sign: UInt16 = Bool.random(using: &generator) ? 0x8000 : 0
                    target.storeBytes(
                        of: (UInt16.random(in: 0x2400..<0x2800, using: &generator) | sign).littleEndian,
                        toByteOffset: block + place, as: UInt16.self)
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
