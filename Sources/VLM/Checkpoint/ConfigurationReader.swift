import JSON

/// Reads `config.json` in the forms that transformers has written: flat, as on the hub, or with a nested
/// `text_config`; `rope_scaling` or `rope_parameters`; the vision tower's old and new key names.
package enum ConfigurationReader {
    /// - Throws: `CheckpointError` naming the field.
    package static func read(_ bytes: [UInt8], file: String) throws(CheckpointError) -> Qwen25VLConfiguration {
        let json: JSONValue
        do { json = try JSONValue.parse(bytes, options: options) } catch {
            throw CheckpointError(file: file, .invalidJSON(String(describing: error)))
        }
        do {
            let configuration = try read(JSONCursor(json))
            try configuration.validate()
            return configuration
        } catch let error as JSONFieldError {
            throw CheckpointError(
                file: file,
                .configuration(field: error.pointer.isEmpty ? "/" : error.pointer, detail: error.detail))
        } catch let error as ConfigurationError {
            throw CheckpointError(file: file, .configuration(field: error.field, detail: error.detail))
        } catch let error as Unsupported {
            throw CheckpointError(file: file, .unsupported(field: error.field, detail: error.detail))
        } catch {
            throw CheckpointError(file: file, .invalidJSON(String(describing: error)))
        }
    }

    /// Python writes NaN and Infinity into JSON; let them through the parser so that the field is named.
    private static let options: JSONParser.Options = {
        var options = JSONParser.Options.strict
        options.allowsNonFiniteNumbers = true
        return options
    }()

    /// The models that can be read, by their `model_type`.
    private enum Family: String, CaseIterable {
        case qwen25VL = "qwen2_5_vl"
        case qwen2VL = "qwen2_vl"
        case qwen3VL = "qwen3_vl"
        case qwen2, qwen3, llama

        var vision: VisionConfiguration.Architecture? {
            switch self {
            case .qwen25VL: .qwen25VL
            case .qwen2VL: .qwen2VL
            case .qwen3VL: .qwen3VL
            case .qwen2, .qwen3, .llama: nil
            }
        }

        var hasAttentionBias: Bool { [.qwen25VL, .qwen2VL, .qwen2].contains(self) }
        var hasHeadNorms: Bool { [.qwen3VL, .qwen3].contains(self) }
    }

    private struct Unsupported: Error {
        let field: String
        let detail: String
    }

    private static func read(_ root: JSONCursor) throws -> Qwen25VLConfiguration {
        _ = try root.object()
        let type = try root["model_type"].ifPresent?.string() ?? "qwen2_5_vl"
        guard let family = Family(rawValue: type) else {
            let known = Family.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw Unsupported(
                field: "/model_type", detail: "is '\(type.prefix(60))', which is not supported; \(known) are")
        }
        if let quantization = root["quantization_config"].ifPresent {
            throw Unsupported(field: quantization.pointer, detail: "asks for quantised weights")
        }
        var configuration = Qwen25VLConfiguration()
        let text = root["text_config"].ifPresent ?? root
        configuration.text = try readText(text, family)
        configuration.hasVision = family.vision != nil
        if let architecture = family.vision {
            configuration.vision = try readVision(root["vision_config"], architecture)
        } else {
            try readTextOnly(text, family, &configuration)
        }
        let tied = try root["tie_word_embeddings"].ifPresent?.bool() ?? false
        let textTied = try text["tie_word_embeddings"].ifPresent?.bool() ?? false
        configuration.tiesEmbeddings = tied || textTied
        try set(&configuration.imageToken, root["image_token_id"])
        try set(&configuration.videoToken, root["video_token_id"])
        try set(&configuration.visionStartToken, root["vision_start_token_id"])
        try set(&configuration.visionEndToken, root["vision_end_token_id"])
        try readTextTokens(text, &configuration)
        return configuration
    }

    /// What text models have otherwise than the language model of Qwen2.5-VL.
    private static func readTextOnly(
        _ c: JSONCursor, _ family: Family, _ configuration: inout Qwen25VLConfiguration
    ) throws {
        var text = configuration.text
        // Text positions are the same in all axes: one section holds every frequency.
        text.mropeSections = [text.attentionHeads > 0 ? text.headDimension / 2 : 0]
        // Defaults that differ, where the keys are absent.
        if c["rope_theta"].isAbsent, c["rope_parameters"]["rope_theta"].isAbsent { text.ropeTheta = 10_000 }
        if c["rms_norm_eps"].isAbsent { text.normEpsilon = 1e-6 }
        if c["num_key_value_heads"].isAbsent, family == .llama { text.keyValueHeads = text.attentionHeads }
        configuration.text = text
        if family == .llama {
            for key in ["attention_bias", "mlp_bias"] where try c[key].ifPresent?.bool() ?? false {
                throw Unsupported(field: c[key].pointer, detail: "true is not supported for Llama")
            }
            if let factor = try c["pretraining_tp"].ifPresent?.integer(in: 0...1 << 20), factor > 1 {
                throw Unsupported(field: c["pretraining_tp"].pointer, detail: "\(factor) is not supported; only 1 is")
            }
        }
    }

    private static func readTextTokens(
        _ c: JSONCursor, _ configuration: inout Qwen25VLConfiguration
    ) throws {
        let range = 0...1 << 40
        if c["bos_token_id"].value == .null { configuration.beginToken = nil }
        if let begin = c["bos_token_id"].ifPresent { configuration.beginToken = try begin.integer(in: range) }
        let end = c["eos_token_id"]
        if end.value == .null { configuration.endTokens = [] }
        guard let end = end.ifPresent else { return }
        configuration.endTokens =
            end.value?.arrayValue == nil
            ? [try end.integer(in: range)]
            : try end.array(maximumCount: 1024).map { try $0.integer(in: range) }
    }

    private static func readText(_ c: JSONCursor, _ family: Family) throws -> TextConfiguration {
        _ = try c.object()
        var text = TextConfiguration()
        text.hasAttentionBias = family.hasAttentionBias
        text.hasHeadNorms = family.hasHeadNorms
        if family == .qwen3VL {
            text.mropeSections = [24, 20, 20]
            text.interleavesSections = true
            text.normEpsilon = 1e-6
            text.ropeTheta = 500_000
        }
        try set(&text.vocabularySize, c["vocab_size"])
        try set(&text.hiddenSize, c["hidden_size"])
        try set(&text.intermediateSize, c["intermediate_size"])
        try set(&text.layers, c["num_hidden_layers"])
        try set(&text.attentionHeads, c["num_attention_heads"])
        try set(&text.keyValueHeads, c["num_key_value_heads"])
        if c["num_key_value_heads"].value == .null { text.keyValueHeads = text.attentionHeads }
        try set(&text.maximumPositions, c["max_position_embeddings"])
        try set(&text.normEpsilon, c["rms_norm_eps"])
        try set(&text.initializerRange, c["initializer_range"])
        try requireActivation(["silu", "swish"], c["hidden_act"])
        text.headWidth = try c["head_dim"].ifPresent?.integer(in: 1...1 << 14) ?? (family.hasHeadNorms ? 128 : nil)
        if text.attentionHeads > 0, text.headWidth == text.hiddenSize / text.attentionHeads,
            text.hiddenSize % text.attentionHeads == 0
        {
            text.headWidth = nil
        }
        if family.hasHeadNorms, try c["attention_bias"].ifPresent?.bool() ?? false {
            throw Unsupported(field: c["attention_bias"].pointer, detail: "true is not supported for Qwen3")
        }
        if try c["use_sliding_window"].ifPresent?.bool() ?? false {
            var window = 4096
            try set(&window, c["sliding_window"])
            text.slidingWindow = window
            text.firstWindowLayer = 80
            try set(&text.firstWindowLayer, c["max_window_layers"])
        }
        try set(&text.ropeTheta, c["rope_theta"])
        // rope_scaling, where it is written, overrides rope_parameters, as in transformers.
        for key in ["rope_parameters", "rope_scaling"] {
            guard let rope = c[key].ifPresent else { continue }
            try readRope(rope, &text)
        }
        return text
    }

    private static func readRope(_ rope: JSONCursor, _ text: inout TextConfiguration) throws {
        _ = try rope.object()
        for key in ["rope_type", "type"] {
            if let type = try rope[key].ifPresent?.string(), type != "mrope", type != "default" {
                throw Unsupported(
                    field: rope[key].pointer,
                    detail: "'\(type.prefix(40))' is not supported; only 'mrope' and 'default' are")
            }
        }
        try set(&text.ropeTheta, rope["rope_theta"])
        if let interleaved = try rope["mrope_interleaved"].ifPresent?.bool(), interleaved != text.interleavesSections {
            throw Unsupported(
                field: rope["mrope_interleaved"].pointer, detail: "\(interleaved) is not supported for this model")
        }
        if let sections = rope["mrope_section"].ifPresent {
            text.mropeSections = try sections.array(maximumCount: 64).map { try $0.integer(in: 0...1 << 20) }
        }
    }

    private static func readVision(
        _ c: JSONCursor, _ architecture: VisionConfiguration.Architecture
    ) throws -> VisionConfiguration {
        var vision = VisionConfiguration(architecture)
        guard !c.isAbsent else { return vision }
        _ = try c.object()
        try set(&vision.depth, c["depth"])
        try set(&vision.heads, c["num_heads"])
        // `in_chans` and `spatial_patch_size` are on the hub, but transformers reads only the other two
        // names; they count where these are absent.
        try set(&vision.channels, c["in_channels"].ifPresent ?? c["in_chans"])
        try set(&vision.patchSize, c["patch_size"].ifPresent ?? c["spatial_patch_size"])
        try set(&vision.spatialMergeSize, c["spatial_merge_size"])
        try set(&vision.temporalPatchSize, c["temporal_patch_size"])
        try set(&vision.initializerRange, c["initializer_range"])
        try requireActivation(vision.activation, c["hidden_act"])
        if architecture == .qwen2VL {
            try set(&vision.hiddenSize, c["embed_dim"])
            try set(&vision.outputSize, c["hidden_size"])
            let ratio = try c["mlp_ratio"].ifPresent?.finiteDouble() ?? 4
            guard (0.01...1024).contains(ratio) else { throw c["mlp_ratio"].fault("must lie between 0.01 and 1024") }
            vision.intermediateSize = Int(Double(vision.hiddenSize) * ratio)
        } else {
            try set(&vision.hiddenSize, c["hidden_size"])
            try set(&vision.intermediateSize, c["intermediate_size"])
            try set(&vision.outputSize, c["out_hidden_size"])
        }
        if architecture == .qwen25VL {
            try set(&vision.windowSize, c["window_size"])
            if let blocks = try places(c["fullatt_block_indexes"]) { vision.fullAttentionBlocks = Set(blocks) }
        }
        if architecture == .qwen3VL {
            try set(&vision.learnedPositions, c["num_position_embeddings"])
            if let blocks = try places(c["deepstack_visual_indexes"]) { vision.deepstackBlocks = blocks }
        }
        if let rope = c["rope_parameters"].ifPresent { try set(&vision.ropeTheta, rope["rope_theta"]) }
        return vision
    }

    private static func places(_ c: JSONCursor) throws -> [Int]? {
        try c.ifPresent?.array(maximumCount: 1024).map { try $0.integer(in: 0...1 << 20) }
    }

    private static func requireActivation(_ names: [String], _ c: JSONCursor) throws {
        if let name = try c.ifPresent?.string(), !names.contains(name) {
            throw Unsupported(
                field: c.pointer, detail: "'\(name.prefix(40))' is not supported; only '\(names[0])' is")
        }
    }

    private static func set(_ value: inout Int, _ c: JSONCursor) throws {
        if let present = c.ifPresent { value = try present.integer(in: -(1 << 40)...1 << 40) }
    }

    private static func set(_ value: inout Double, _ c: JSONCursor) throws {
        if let present = c.ifPresent { value = try present.finiteDouble() }
    }
}
