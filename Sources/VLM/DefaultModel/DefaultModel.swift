import Foundation
import JSON

/// The project's own small checkpoint of the Qwen2.5-VL architecture: about six million parameters, its own
/// vocabulary, random weights. It is not trained; constrained decoding makes its answers well-formed, nothing
/// makes them good.
public enum DefaultModel {
    /// The seed of the checkpoint that is made when nothing else is asked for.
    public static let defaultSeed: UInt64 = 1

    /// Tokens before added ones.
    static let vocabularyLimit = 2032
    static let contextLength = 32_768

    /// The control tokens of Qwen2.5-VL that the chat form needs, in this order after the vocabulary.
    static let controlTokens = [
        "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>",
        "<|box_start|>", "<|box_end|>", "<|quad_start|>", "<|quad_end|>", "<|vision_start|>",
        "<|vision_end|>",
        "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
    ]

    /// The chat form as a Jinja template, for other programs that read the checkpoint.
    static let chatTemplate = """
        {%- if messages[0]['role'] != 'system' -%}
        {{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' -}}
        {%- endif -%}
        {%- for message in messages -%}
        {{- '<|im_start|>' + message['role'] + '\\n' -}}
        {%- if message['content'] is string -%}
        {{- message['content'] -}}
        {%- else -%}
        {%- for part in message['content'] -%}
        {%- if part['type'] == 'text' -%}
        {{- part['text'] -}}
        {%- else -%}
        {{- '<|vision_start|><|image_pad|><|vision_end|>' -}}
        {%- endif -%}
        {%- endfor -%}
        {%- endif -%}
        {{- '<|im_end|>\\n' -}}
        {%- endfor -%}
        {%- if add_generation_prompt -%}
        {{- '<|im_start|>assistant\\n' -}}
        {%- endif -%}
        """

    /// Makes the checkpoint in a directory, which is made if need be. The same seed gives the same bytes.
    /// - Parameter command: what the model card says made it.
    /// - Throws: `DefaultModelError`, `CheckpointError`.
    public static func create(
        at directory: URL, seed: UInt64 = defaultSeed, command: String? = nil
    ) throws {
        let trainer = BytePairTrainer(pattern: .lengths, vocabularyCount: vocabularyLimit)
        let vocabulary = trainer.train(DefaultModelVocabulary.texts())
        let added = controlTokens.enumerated().map {
            AddedToken(id: vocabulary.tokens.count + $0.offset, content: $0.element)
        }
        let ids = Dictionary(uniqueKeysWithValues: added.map { ($0.content, $0.id) })
        let configuration = Self.configuration(ids, tokens: vocabulary.tokens.count + added.count)
        let model = try Qwen25VL(
            configuration: configuration,
            weights: AddingWeights(configuration: configuration, tokens: numberTokens(vocabulary), seed: seed))
        try model.save(to: directory, elementType: .bfloat16)

        let configurationFile = directory.appendingPathComponent("config.json")
        var root =
            try JSONParser.parse([UInt8](Data(contentsOf: configurationFile))).objectValue ?? JSONObject()
        root["metaspatial"] = [
            "trained": false, "prompt_form": "ranged", "seed": .string(String(seed)),
        ]
        let writer = JSONWriter(.indented(2))
        let end = JSONValue.array([.integer(ids["<|im_end|>"] ?? 0), .integer(ids["<|endoftext|>"] ?? 0)])
        let template = JSONValue.string(chatTemplate)
        let files: [(String, JSONValue)] = [
            ("config.json", .object(root)),
            ("tokenizer.json", trainer.tokenizerJSON(vocabulary, addedTokens: added)),
            (
                "tokenizer_config.json",
                trainer.configurationJSON(
                    addedTokens: added, endOfSequence: "<|im_end|>", padding: "<|endoftext|>",
                    maximumLength: contextLength, chatTemplate: chatTemplate)
            ),
            ("chat_template.json", ["chat_template": template]),
            ("preprocessor_config.json", preprocessor),
            (
                "generation_config.json",
                [
                    "bos_token_id": .integer(ids["<|endoftext|>"] ?? 0), "eos_token_id": end,
                    "pad_token_id": .integer(ids["<|endoftext|>"] ?? 0), "do_sample": true,
                    "temperature": 1.0,
                ]
            ),
        ]
        for (name, value) in files { try write(writer.bytes(value) + [0x0A], to: directory, name) }
        let card = DefaultModelCard.text(
            parameters: model.parameterCount, seed: seed,
            command: command ?? "metaspatial initialize-model --seed \(seed) --output DIRECTORY")
        try write(Array(card.utf8), to: directory, "README.md")
    }

    /// The tokens of which lengths and sums are made.
    private static func numberTokens(_ vocabulary: BytePairTrainer.Vocabulary) throws -> AddingWeights.Tokens {
        let ids = Dictionary(uniqueKeysWithValues: vocabulary.tokens.enumerated().map { ($1, $0) })
        func id(_ text: String) throws -> Int {
            guard let id = ids[Array(text.utf8)] else { throw DefaultModelError.missingToken(text) }
            return id
        }
        return AddingWeights.Tokens(
            hundredths: try (0..<100).map { try id(($0 < 10 ? ".0" : ".") + String($0)) },
            metres: try (0...20).map { try id(String($0)) }, plus: try id("+"), minus: try id("-"))
    }

    static func configuration(_ ids: [String: Int], tokens: Int) -> Qwen25VLConfiguration {
        var configuration = Qwen25VLConfiguration()
        configuration.tiesEmbeddings = true
        configuration.text.vocabularySize = (tokens + 63) / 64 * 64
        configuration.text.hiddenSize = 256
        configuration.text.intermediateSize = 640
        configuration.text.layers = 6
        configuration.text.attentionHeads = 4
        configuration.text.keyValueHeads = 4
        configuration.text.maximumPositions = contextLength
        configuration.text.normEpsilon = 1e-6
        // Wider than what large models begin with, which at this width leaves attention all but uniform for long.
        configuration.text.initializerRange = 0.05
        configuration.text.ropeTheta = 1_000_000
        configuration.text.mropeSections = [8, 12, 12]
        configuration.text.firstWindowLayer = 6
        configuration.vision.depth = 4
        configuration.vision.hiddenSize = 128
        configuration.vision.intermediateSize = 320
        configuration.vision.heads = 4
        configuration.vision.outputSize = 256
        configuration.vision.fullAttentionBlocks = [1, 3]
        func id(_ token: String) -> Int { ids[token] ?? 0 }
        configuration.imageToken = id("<|image_pad|>")
        configuration.videoToken = id("<|video_pad|>")
        configuration.visionStartToken = id("<|vision_start|>")
        configuration.visionEndToken = id("<|vision_end|>")
        configuration.beginToken = id("<|endoftext|>")
        configuration.endTokens = [id("<|im_end|>")]
        return configuration
    }

    /// Pictures of up to 16 tokens: a small model cannot use more.
    private static var preprocessor: JSONValue {
        let statistics = ImageProcessorConfiguration.Normalization()
        return [
            "image_processor_type": "Qwen2VLImageProcessor",
            "processor_class": "Qwen2_5_VLProcessor",
            "min_pixels": .integer(56 * 56),
            "max_pixels": .integer(28 * 28 * 16),
            "patch_size": 14,
            "temporal_patch_size": 2,
            "merge_size": 2,
            "image_mean": .array(statistics.mean.map { .number($0) }),
            "image_std": .array(statistics.deviation.map { .number($0) }),
        ]
    }

    private static func write(_ bytes: [UInt8], to directory: URL, _ name: String) throws {
        do {
            try Data(bytes).write(to: directory.appendingPathComponent(name), options: .atomic)
        } catch {
            throw DefaultModelError.unwritable(file: name, reason: error.localizedDescription)
        }
    }
}
