/// Reads a model's sizes from GGUF metadata.
struct GGUFConfiguration {
    let file: GGUFFile

    init(_ file: GGUFFile) { self.file = file }

    static let architectures = ["llama", "qwen2", "qwen2vl"]

    /// - Throws: `CheckpointError` naming the key.
    func read() throws(CheckpointError) -> Qwen25VLConfiguration {
        guard let architecture = file.metadata["general.architecture"]?.stringValue else {
            throw fault("general.architecture", "is missing or not a string")
        }
        guard Self.architectures.contains(architecture) else {
            throw unsupported(
                "general.architecture",
                "'\(architecture.prefix(60))' is not one of \(Self.architectures.joined(separator: ", "))")
        }
        try checkFeatures(architecture)
        var configuration = Qwen25VLConfiguration()
        configuration.hasVision = false
        configuration.text = try text(architecture)
        configuration.tiesEmbeddings = file.entries["output.weight"] == nil
        configuration.beginToken = nil
        if file.metadata["tokenizer.ggml.add_bos_token"]?.boolValue == true {
            configuration.beginToken = file.metadata["tokenizer.ggml.bos_token_id"]?.integerValue
        }
        let ends = ["eos", "eot"].compactMap {
            file.metadata["tokenizer.ggml.\($0)_token_id"]?.integerValue
        }
        configuration.endTokens = Array(Set(ends)).sorted()
        do {
            try configuration.validate()
        } catch {
            throw fault(error.field, error.detail)
        }
        return configuration
    }

    private func text(_ architecture: String) throws(CheckpointError) -> TextConfiguration {
        var text = TextConfiguration()
        guard let embedding = file.entries["token_embd.weight"], embedding.shape.count == 2 else {
            throw CheckpointError(file: file.name, tensor: "token_embd.weight", .missingTensor)
        }
        text.vocabularySize = embedding.shape[0]
        text.hiddenSize = try integer(architecture, "embedding_length")
        text.intermediateSize = try integer(architecture, "feed_forward_length")
        text.layers = try integer(architecture, "block_count")
        text.attentionHeads = try integer(architecture, "attention.head_count")
        text.keyValueHeads =
            file.metadata["\(architecture).attention.head_count_kv"] == nil
            ? text.attentionHeads : try integer(architecture, "attention.head_count_kv")
        text.maximumPositions = try integer(architecture, "context_length")
        text.normEpsilon = try number(architecture, "attention.layer_norm_rms_epsilon") ?? 1e-5
        text.ropeTheta = try number(architecture, "rope.freq_base") ?? 10_000
        text.hasAttentionBias = architecture != "llama"
        guard text.attentionHeads > 0 else { throw fault("\(architecture).attention.head_count", "is not positive") }
        let half = text.hiddenSize / text.attentionHeads / 2
        text.mropeSections = [half]
        if let sections = file.metadata["\(architecture).rope.dimension_sections"]?.integersValue {
            guard sections.count <= 4, sections.allSatisfy({ (0...1 << 20).contains($0) }) else {
                throw fault("\(architecture).rope.dimension_sections", "are not four whole numbers")
            }
            text.mropeSections = Array(sections.prefix(3))
        }
        for (key, expected) in [
            ("attention.key_length", 2 * half), ("attention.value_length", 2 * half),
            ("rope.dimension_count", 2 * half),
        ] {
            guard let value = file.metadata["\(architecture).\(key)"]?.integerValue, value != expected else {
                continue
            }
            throw unsupported("\(architecture).\(key)", "\(value) differs from the head width \(expected)")
        }
        return text
    }

    /// Refuses what these architectures may have and the model does not.
    private func checkFeatures(_ architecture: String) throws(CheckpointError) {
        if let experts = file.metadata["\(architecture).expert_count"]?.integerValue, experts > 0 {
            throw unsupported("\(architecture).expert_count", "\(experts): experts are not supported")
        }
        if let scaling = file.metadata["\(architecture).rope.scaling.type"]?.stringValue, scaling != "none" {
            throw unsupported(
                "\(architecture).rope.scaling.type", "'\(scaling.prefix(40))' is not supported")
        }
        for name in ["rope_freqs.weight", "output.bias", "blk.0.attn_output.bias", "blk.0.ffn_up.bias"]
        where file.entries[name] != nil {
            throw unsupported(name, "is not supported")
        }
        if architecture == "llama", file.entries["blk.0.attn_q.bias"] != nil {
            throw unsupported("blk.0.attn_q.bias", "is not supported for llama")
        }
    }

    private func integer(_ architecture: String, _ key: String) throws(CheckpointError) -> Int {
        let name = "\(architecture).\(key)"
        guard let value = file.metadata[name]?.integerValue, (0...1 << 40).contains(value) else {
            throw fault(name, "is missing or not a whole number in range")
        }
        return value
    }

    private func number(_ architecture: String, _ key: String) throws(CheckpointError) -> Double? {
        let name = "\(architecture).\(key)"
        guard let value = file.metadata[name] else { return nil }
        guard let number = value.doubleValue else { throw fault(name, "is not a number") }
        return number
    }

    private func fault(_ field: String, _ detail: String) -> CheckpointError {
        CheckpointError(file: file.name, .configuration(field: field, detail: detail))
    }

    private func unsupported(_ field: String, _ detail: String) -> CheckpointError {
        CheckpointError(file: file.name, .unsupported(field: field, detail: detail))
    }
}
