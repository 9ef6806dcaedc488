import Foundation
import Tensors

/// A model in GGUF files: Qwen2 and Qwen2.5 (`qwen2`), Qwen3 (`qwen3`), Llama (`llama`), to which SmolLM2 belongs, and
/// Qwen2-VL, Qwen2.5-VL (`qwen2vl`) and Qwen3-VL (`qwen3vl`), whose vision towers lie in files of their own.
package struct GGUFCheckpoint: WeightSource {
    package let configuration: Qwen25VLConfiguration
    package let file: GGUFFile
    /// The vision tower's.
    package let vision: GGUFVisionFile?
    /// As llama.cpp does with BF16 weights.
    package var roundsActivations: Bool { true }

    /// - Throws: `CheckpointError`.
    package init(_ file: GGUFFile, vision: GGUFVisionFile? = nil) throws(CheckpointError) {
        self.file = file
        self.vision = vision
        configuration = try GGUFConfiguration(file, vision: vision).read()
    }

    package func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        if name.hasPrefix("visual."), let vision { return try vision.weights(name, shape: shape) }
        let tensor = try file.tensor(Self.storedName(name), shape: shape)
        let heads = configuration.text.attentionHeads
        guard isLlama else { return tensor }
        // Llama's GGUF rotates neighbours where this model rotates halves (RoPE "norm" and "neox").
        if name.hasSuffix("q_proj.weight") { return Self.separatingHalves(tensor, heads: heads) }
        if name.hasSuffix("k_proj.weight") {
            return Self.separatingHalves(tensor, heads: configuration.text.keyValueHeads)
        }
        return tensor
    }

    private var isLlama: Bool { !configuration.text.hasAttentionBias && !configuration.text.hasHeadNorms }

    /// The rows of each head with the even ones first, then the odd ones.
    static func separatingHalves(_ tensor: StoredTensor, heads: Int) -> StoredTensor {
        let width = tensor.shape[0] / heads
        let order = (0..<tensor.shape[0]).map { row in
            let (head, place) = (row / width, row % width)
            return head * width + (place < width / 2 ? 2 * place : 2 * (place - width / 2) + 1)
        }
        defer { tensor.forget() }
        return tensor.gatheringRows(order)
    }

    /// GGUF's name of a tensor by its name on the hub.
    static func storedName(_ name: String) -> String {
        switch name {
        case "model.embed_tokens.weight": return "token_embd.weight"
        case "model.norm.weight": return "output_norm.weight"
        case "lm_head.weight": return "output.weight"
        default: break
        }
        let parts = name.split(separator: ".")
        guard parts.count >= 5, parts[0] == "model", parts[1] == "layers", let suffix = parts.last else {
            return name
        }
        let part =
            switch parts[parts.count - 2] {
            case "input_layernorm": "attn_norm"
            case "post_attention_layernorm": "ffn_norm"
            case "q_proj": "attn_q"
            case "k_proj": "attn_k"
            case "v_proj": "attn_v"
            case "o_proj": "attn_output"
            case "q_norm": "attn_q_norm"
            case "k_norm": "attn_k_norm"
            case "gate_proj": "ffn_gate"
            case "up_proj": "ffn_up"
            case "down_proj": "ffn_down"
            default: String(parts[parts.count - 2])
            }
        return "blk.\(parts[2]).\(part).\(suffix)"
    }
}
