import JSON
import Tensors

/// Writes `config.json` in the flat form that Qwen2.5-VL checkpoints have on the hub, which all versions of
/// transformers that know the model read.
enum ConfigurationWriter {
    /// - Throws: `ConfigurationError` for the sisters of Qwen2.5-VL that are only read.
    static func json(
        _ configuration: Qwen25VLConfiguration, elementType: ElementType
    ) throws(ConfigurationError) -> JSONValue {
        guard configuration.vision.architecture == .qwen25VL, !configuration.text.hasHeadNorms else {
            throw ConfigurationError("model_type", "\(configuration.architectureName) can be read, but not written")
        }
        let text = configuration.text
        let vision = configuration.vision
        var root: [(String, JSONValue)] = [
            ("architectures", ["Qwen2_5_VLForConditionalGeneration"]),
            ("model_type", "qwen2_5_vl"),
            ("attention_dropout", .number(0)),
            ("bos_token_id", configuration.beginToken.map { .integer($0) } ?? .null),
            ("eos_token_id", endToken(configuration.endTokens)),
            ("vision_start_token_id", .integer(configuration.visionStartToken)),
            ("vision_end_token_id", .integer(configuration.visionEndToken)),
            ("image_token_id", .integer(configuration.imageToken)),
            ("video_token_id", .integer(configuration.videoToken)),
            ("hidden_act", "silu"),
            ("hidden_size", .integer(text.hiddenSize)),
            ("initializer_range", .number(text.initializerRange)),
            ("intermediate_size", .integer(text.intermediateSize)),
            ("max_position_embeddings", .integer(text.maximumPositions)),
            ("max_window_layers", .integer(text.firstWindowLayer)),
            ("num_attention_heads", .integer(text.attentionHeads)),
            ("num_hidden_layers", .integer(text.layers)),
            ("num_key_value_heads", .integer(text.keyValueHeads)),
            ("rms_norm_eps", .number(text.normEpsilon)),
            ("rope_theta", .number(text.ropeTheta)),
            ("sliding_window", .integer(text.slidingWindow ?? text.maximumPositions)),
            ("tie_word_embeddings", .bool(configuration.tiesEmbeddings)),
            ("torch_dtype", .string(typeName(elementType))),
            ("use_cache", true),
            ("use_sliding_window", .bool(text.slidingWindow != nil)),
        ]
        root.append(
            (
                "vision_config",
                [
                    "model_type": "qwen2_5_vl",
                    "depth": .integer(vision.depth),
                    "hidden_act": "silu",
                    "hidden_size": .integer(vision.hiddenSize),
                    "intermediate_size": .integer(vision.intermediateSize),
                    "num_heads": .integer(vision.heads),
                    "in_channels": .integer(vision.channels),
                    "in_chans": .integer(vision.channels),
                    "out_hidden_size": .integer(vision.outputSize),
                    "patch_size": .integer(vision.patchSize),
                    "spatial_merge_size": .integer(vision.spatialMergeSize),
                    "spatial_patch_size": .integer(vision.patchSize),
                    "window_size": .integer(vision.windowSize),
                    "fullatt_block_indexes": .array(vision.fullAttentionBlocks.sorted().map { .integer($0) }),
                    "initializer_range": .number(vision.initializerRange),
                    "tokens_per_second": 2,
                    "temporal_patch_size": .integer(vision.temporalPatchSize),
                ]
            ))
        root.append(
            (
                "rope_scaling",
                ["type": "mrope", "mrope_section": .array(text.mropeSections.map { .integer($0) })]
            ))
        root.append(("vocab_size", .integer(text.vocabularySize)))
        if !configuration.hasVision {
            let type = text.hasAttentionBias ? "qwen2" : "llama"
            root.removeAll { key, _ in
                key.hasPrefix("vision_") || key.hasSuffix("_token_id") && !key.contains("os_")
                    || ["rope_scaling", "model_type", "architectures"].contains(key)
            }
            root.insert(("model_type", .string(type)), at: 0)
            root.insert(
                ("architectures", [.string(type == "qwen2" ? "Qwen2ForCausalLM" : "LlamaForCausalLM")]), at: 0)
        }
        return .object(JSONObject(members: root))
    }

    private static func endToken(_ tokens: [Int]) -> JSONValue {
        switch tokens.count {
        case 0: .null
        case 1: .integer(tokens[0])
        default: .array(tokens.map { .integer($0) })
        }
    }

    private static func typeName(_ type: ElementType) -> String {
        switch type {
        case .float32: "float32"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        case .q8_0, .q4_0, .q4_1, .q4_K, .q6_K: type.rawValue
        }
    }
}
