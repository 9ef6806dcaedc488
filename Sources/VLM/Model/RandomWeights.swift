import Tensors

/// New weights as transformers initialises them: matrices, the patch kernel and embeddings normal with the
/// configuration's `initializer_range`, biases 0, norms 1.
///
/// The numbers of a tensor are `NormalDistribution` seeded with the seed xor FNV-1a (64 bits) of its name,
/// in row-major order, so that they depend on the seed and the name alone.
package struct RandomWeights: WeightSource {
    let configuration: Qwen25VLConfiguration
    let seed: UInt64

    package init(configuration: Qwen25VLConfiguration, seed: UInt64) {
        self.configuration = configuration
        self.seed = seed
    }

    package func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        let isMatrix = shape.count > 1
        let range =
            name.hasPrefix("visual.")
            ? configuration.vision.initializerRange : configuration.text.initializerRange
        return StoredTensor(shape: shape) { target in
            guard isMatrix else {
                target.initialize(repeating: name.hasSuffix(".bias") ? 0 : 1)
                return
            }
            var normal = NormalDistribution(seed: Self.seed(of: name, seed))
            for index in target.indices {
                target.initializeElement(at: index, to: Float(normal.next() * range))
            }
        }
    }

    /// The seed of a tensor's numbers, which depends on its name.
    package static func seed(of name: String, _ seed: UInt64) -> UInt64 { seed ^ hash(name) }

    /// FNV-1a, 64 bits (draft-eastlake-fnv).
    static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
