/// Reads a model's sizes from GGUF metadata.
struct GGUFConfiguration {
    let file: GGUFFile
    let vision: GGUFVisionFile?

    init(_ file: GGUFFile, vision: GGUFVisionFile? = nil) {
        self.file = file
        self.vision = vision
    }

    static let architectures = ["llama", "qwen2", "qwen2vl", "qwen3", "qwen3vl"]

    /// - Throws: `CheckpointError` naming the key.
    func read() throws(CheckpointError) -> Qwen25VLConfiguration {
        let general = GGUFMetadataReader(file: file, prefix: "general.")
        let architecture = try general.string("architecture")
        guard Self.architectures.contains(architecture) else {
            let hint = architecture == "clip" ? ": a vision tower alone, name its language model" : ""
            throw general.unsupported(
                "architecture",
                "'\(architecture.prefix(60))' is not one of \(Self.architectures.joined(separator: ", "))\(hint)")
        }
        if let count = file.metadata["split.count"]?.integerValue, count > 1 {
            throw GGUFMetadataReader(file: file, prefix: "split.").unsupported(
                "count", "\(count): models in several files are not supported; merge them (llama-gguf-split --merge)")
        }
        let metadata = GGUFMetadataReader(file: file, prefix: architecture + ".")
        try checkFeatures(architecture, metadata)
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = vision != nil
        configuration.text = try text(architecture, metadata)
        configuration.tiesEmbeddings = file.entries["output.weight"] == nil
        configuration.beginToken = nil
        if file.metadata["tokenizer.ggml.add_bos_token"]?.boolValue == true {
            configuration.beginToken = file.metadata["tokenizer.ggml.bos_token_id"]?.integerValue
        }
        let ends = ["eos", "eot"].compactMap {
            file.metadata["tokenizer.ggml.\($0)_token_id"]?.integerValue
        }
        configuration.endTokens = Array(Set(ends)).sorted()
        if let vision {
            guard vision.fits(architecture) else {
                throw general.unsupported(
                    "architecture",
                    "'\(architecture)' does not take the vision tower of "
                        + "\(vision.configuration.architecture.rawValue) that \(vision.file.name) holds")
            }
            configuration.vision = vision.configuration
            try readPictureTokens(&configuration)
        }
        do {
            try configuration.validate()
        } catch {
            throw CheckpointError(
                file: error.field.hasPrefix("vision_config") ? vision?.file.name ?? file.name : file.name,
                .configuration(field: error.field, detail: error.detail))
        }
        return configuration
    }

    private func text(
        _ architecture: String, _ metadata: GGUFMetadataReader
    ) throws(CheckpointError) -> TextConfiguration {
        var text = TextConfiguration()
        guard let embedding = file.entries["token_embd.weight"], embedding.shape.count == 2 else {
            throw CheckpointError(file: file.name, tensor: "token_embd.weight", .missingTensor)
        }
        text.vocabularySize = embedding.shape[0]
        text.hiddenSize = try metadata.integer("embedding_length")
        text.intermediateSize = try metadata.integer("feed_forward_length")
        text.layers = try metadata.integer("block_count")
        text.attentionHeads = try metadata.integer("attention.head_count")
        text.keyValueHeads = try metadata.integerIfPresent("attention.head_count_kv") ?? text.attentionHeads
        text.maximumPositions = try metadata.integer("context_length")
        text.normEpsilon = try metadata.number("attention.layer_norm_rms_epsilon") ?? 1e-5
        text.ropeTheta = try metadata.number("rope.freq_base") ?? 10_000
        text.hasAttentionBias = architecture.hasPrefix("qwen2")
        text.hasHeadNorms = architecture.hasPrefix("qwen3")
        text.interleavesSections = architecture == "qwen3vl"
        guard text.attentionHeads > 0 else { throw metadata.fault("attention.head_count", "is not positive") }
        if let width = try metadata.integerIfPresent("attention.key_length"), width != text.headDimension {
            text.headWidth = width
        }
        text.mropeSections = [text.headDimension / 2]
        if let sections = file.metadata["\(architecture).rope.dimension_sections"]?.integersValue {
            guard sections.count <= 4, sections.allSatisfy({ (0...1 << 20).contains($0) }) else {
                throw metadata.fault("rope.dimension_sections", "are not four whole numbers")
            }
            text.mropeSections = Array(sections.prefix(3))
        }
        for key in ["attention.value_length", "rope.dimension_count"] {
            guard let value = try metadata.integerIfPresent(key), value != text.headDimension else { continue }
            throw metadata.unsupported(key, "\(value) differs from the head width \(text.headDimension)")
        }
        return text
    }

    /// The tokens that stand for pictures, by their names: GGUF has no other place for them.
    private func readPictureTokens(_ configuration: inout Qwen25VLConfiguration) throws(CheckpointError) {
        let tokens = file.metadata["tokenizer.ggml.tokens"]?.stringsValue ?? []
        func id(_ name: String) throws(CheckpointError) -> Int {
            guard let id = tokens.firstIndex(of: name) else {
                throw GGUFMetadataReader(file: file, prefix: "tokenizer.ggml.").fault("tokens", "lacks \(name)")
            }
            return id
        }
        configuration.imageToken = try id(ChatPrompt.ControlToken.image)
        configuration.videoToken = try id("<|video_pad|>")
        configuration.visionStartToken = try id(ChatPrompt.ControlToken.visionStart)
        configuration.visionEndToken = try id(ChatPrompt.ControlToken.visionEnd)
    }

    /// Refuses what these architectures may have and the model does not.
    private func checkFeatures(
        _ architecture: String, _ metadata: GGUFMetadataReader
    ) throws(CheckpointError) {
        if let experts = try metadata.integerIfPresent("expert_count"), experts > 0 {
            throw metadata.unsupported("expert_count", "\(experts): experts are not supported")
        }
        if let scaling = file.metadata["\(architecture).rope.scaling.type"]?.stringValue, scaling != "none" {
            throw metadata.unsupported("rope.scaling.type", "'\(scaling.prefix(40))' is not supported")
        }
        var names = ["rope_freqs.weight", "output.bias", "blk.0.attn_output.bias", "blk.0.ffn_up.bias"]
        if !architecture.hasPrefix("qwen2") { names.append("blk.0.attn_q.bias") }
        for name in names where file.entries[name] != nil {
            throw CheckpointError(
                file: file.name, .unsupported(field: name, detail: "is not supported for \(architecture)"))
        }
    }
}
