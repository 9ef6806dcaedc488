import Tensors
import VLM

/// The way of a GGUF file from its bytes to logits.
enum GGUFFuzzing {
    static func run(_ storage: ByteStorage) {
        guard let file = try? GGUFFile(storage: storage, name: "fuzz.gguf") else { return }
        for name in file.entries.keys {
            guard let tensor = try? file.tensor(name) else { continue }
            _ = tensor.floats()
            if tensor.shape.count == 2 { _ = PackedMatrix(repacking: tensor)?.floats() }
        }
        if let tokenizer = try? Tokenizer(gguf: file) { FuzzTarget.exercise(tokenizer) }
        if let vision = try? GGUFVisionFile(file) { read(vision) }
        if let checkpoint = try? GGUFCheckpoint(file) { compute(checkpoint) }
    }

    /// Opens the model and reads three tokens. What the model allocates is bounded by the tensors in the file.
    private static func compute(_ checkpoint: GGUFCheckpoint) {
        guard
            let model = try? Qwen25VL(configuration: checkpoint.configuration, weights: checkpoint)
        else { return }
        var cache = model.makeCache()
        let vocabulary = model.configuration.text.vocabularySize
        _ = try? model.prefill(tokens: [0, vocabulary / 2, vocabulary - 1], cache: &cache)
    }

    private static func read(_ vision: GGUFVisionFile) {
        let c = vision.configuration
        guard (try? c.validate()) != nil else { return }
        let shapes: [String: [Int]] = [
            "visual.patch_embed.proj.weight": [
                c.hiddenSize, c.channels, c.temporalPatchSize, c.patchSize, c.patchSize,
            ],
            "visual.blocks.0.attn.qkv.weight": [3 * c.hiddenSize, c.hiddenSize],
            "visual.blocks.0.attn.qkv.bias": [3 * c.hiddenSize],
            "visual.blocks.0.norm1.weight": [c.hiddenSize],
            "visual.pos_embed.weight": [c.learnedPositions, c.hiddenSize],
            "visual.patch_embed.proj.bias": [c.hiddenSize],
            "visual.deepstack_merger_list.0.linear_fc2.weight": [c.outputSize, c.hiddenSize * c.mergeUnit],
            "visual.merger.mlp.0.weight": [c.hiddenSize * c.mergeUnit, c.hiddenSize * c.mergeUnit],
        ]
        for (name, shape) in shapes { _ = try? vision.weights(name, shape: shape).floats() }
    }
}
