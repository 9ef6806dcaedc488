import Foundation
import JSON
import Testing
import VLM

/// `config.json` in all the forms that transformers has written, and in forms that no model can have.
@Suite struct ConfigurationTests {
    private func read(_ text: String) throws -> Qwen25VLConfiguration {
        let directory = try TemporaryDirectory(copyOf: "tiny-tied")
        try directory.write(text.utf8, as: "config.json")
        return try Checkpoint(directory: directory.url).configuration
    }

    private func fixture(_ name: String) throws -> Qwen25VLConfiguration {
        try Checkpoint(directory: Fixtures.url(name)).configuration
    }

    @Test func flatAndNestedFormsGiveTheSame() throws {
        let flat = try fixture("tiny-tied")
        #expect(flat.tiesEmbeddings && flat.text.keyValueHeads == 2 && flat.text.mropeSections == [1, 1, 2])
        #expect(
            flat.vision.patchSize == 14 && flat.vision.fullAttentionBlocks == [2] && flat.vision.channels == 3
        )
        let nested = try read(
            """
            {"model_type": "qwen2_5_vl", "image_token_id": 392, "video_token_id": 393,
             "vision_start_token_id": 389, "vision_end_token_id": 390,
             "text_config": {"bos_token_id": 380, "eos_token_id": [382], "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
              "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 400, "rms_norm_eps": 1e-06,
              "max_position_embeddings": 2048, "tie_word_embeddings": true,
              "rope_parameters": {"rope_theta": 1000000.0, "rope_type": "default", "mrope_section": [1, 1, 2]}},
             "vision_config": {"depth": 3, "hidden_size": 24, "intermediate_size": 40, "num_heads": 2,
              "in_channels": 3, "patch_size": 14, "window_size": 56, "out_hidden_size": 32,
              "fullatt_block_indexes": [2]}}
            """)
        #expect(nested == flat)
    }

    @Test func theOtherFixturesReadAsTheyWereMade() throws {
        let sharded = try fixture("tiny-sharded")
        #expect(
            !sharded.tiesEmbeddings && sharded.text.ropeTheta == 10_000 && sharded.text.attentionHeads == 6)
        #expect(sharded.vision.fullAttentionBlocks == [1, 3] && sharded.vision.windowTokens == 3)
        #expect(try fixture("tiny-half").text.keyValueHeads == 1)
    }

    /// A key of tiny-tied's config.json and a value that cannot be; `config.json` must be named.
    @Test(arguments: [
        ("hidden_size", "0"), ("hidden_size", "-32"), ("hidden_size", "NaN"), ("hidden_size", "1e300"),
        ("hidden_size", "33"), ("hidden_size", "4611686018427387904"), ("hidden_size", "\"32\""),
        ("num_attention_heads", "0"), ("num_attention_heads", "5"), ("num_attention_heads", "-4"),
        ("num_key_value_heads", "3"), ("num_key_value_heads", "8"), ("num_hidden_layers", "0"),
        ("num_hidden_layers", "1000000000"), ("vocab_size", "0"), ("vocab_size", "99999999999999"),
        ("rms_norm_eps", "NaN"), ("rms_norm_eps", "-1"), ("rms_norm_eps", "Infinity"), ("rope_theta", "0"),
        ("rope_theta", "NaN"), ("rope_theta", "-5"), ("mrope_section", "[1, 1, 1]"),
        ("mrope_section", "[-2, 3, 3]"),
        ("mrope_section", "[]"), ("mrope_section", "7"), ("type", "\"yarn\""), ("hidden_act", "\"gelu\""),
        ("model_type", "\"gpt2\""), ("vision_config", "[]"), ("depth", "0"), ("num_heads", "5"),
        ("num_heads", "0"), ("patch_size", "0"), ("patch_size", "-14"), ("window_size", "0"),
        ("window_size", "27"), ("spatial_merge_size", "0"), ("temporal_patch_size", "NaN"), ("in_chans", "0"),
        ("out_hidden_size", "48"), ("fullatt_block_indexes", "[-1]"), ("fullatt_block_indexes", "3"),
        ("image_token_id", "393"), ("eos_token_id", "-1"), ("tie_word_embeddings", "\"yes\""),
    ])
    func valuesThatNoModelCanHaveAreRefused(key: String, value: String) throws {
        let place = try Fixtures.url("tiny-tied/config.json")
        let json = try JSONValue.parse([UInt8](Data(contentsOf: place)))
        let text = JSONWriter().string(Self.setting(key, in: json, to: "@value@"))
            .replacingOccurrences(of: "\"@value@\"", with: value)
        try #require(text.contains(value))
        do {
            _ = try read(text)
            Issue.record("\(key) \(value) was accepted")
        } catch let error as CheckpointError {
            #expect(error.file == "config.json")
        }
    }

    @Test(arguments: ["", "{", "[]", "7", "{\"a\":" + String(repeating: "[", count: 100), "\u{0}", "{}"])
    func textThatIsNoConfigurationIsRefused(text: String) throws {
        #expect(throws: CheckpointError.self) {
            let directory = try TemporaryDirectory(copyOf: "tiny-tied")
            try directory.write(text.utf8, as: "config.json")
            _ = try Qwen25VL(directory: directory.url)
        }
    }

    /// The document with every member of this key set to a value.
    private static func setting(_ key: String, in value: JSONValue, to new: JSONValue) -> JSONValue {
        guard case .object(let object) = value else { return value }
        return .object(
            JSONObject(
                members: object.members.map {
                    ($0.key, $0.key == key ? new : setting(key, in: $0.value, to: new))
                }))
    }
}
