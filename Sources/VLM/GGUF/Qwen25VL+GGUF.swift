import Foundation
import Tensors

extension Qwen25VL {
    /// Loads a language model from a GGUF file (versions 2 and 3): architectures `qwen2`, `qwen2vl` (its text
    /// part) and `llama`; tensors in F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q4_K and Q6_K.
    ///
    /// Weights of single numbers stay mapped, but for the query and key projections of Llama models, whose
    /// rows GGUF orders otherwise. Block-quantised matrices are copied once, into the kernels' order.
    /// Prompts are rounded to BF16 for products with BF16 weights where the processor multiplies BF16 numbers.
    /// - Throws: `CheckpointError`, which names the tensor or the metadata key.
    public init(gguf url: URL) throws {
        let checkpoint = try GGUFCheckpoint(try GGUFFile(url))
        try self.init(configuration: checkpoint.configuration, weights: checkpoint)
    }
}
