import JSON

extension BytePairTrainer {
    /// The `tokenizer.json` of a vocabulary; added tokens take the ids after it, in this order.
    package func tokenizerJSON(_ vocabulary: Vocabulary, addedTokens: [AddedToken]) -> JSONValue {
        let texts = vocabulary.tokens.map(ByteAlphabet.text)
        let table = JSONObject(members: texts.enumerated().map { ($1, .integer($0)) })
        return [
            "version": "1.0",
            "truncation": nil,
            "padding": nil,
            "added_tokens": .array(
                addedTokens.map { token in
                    var members = Self.flags(of: token)
                    members.insert(("id", .integer(token.id)), at: 0)
                    return .object(JSONObject(members: members))
                }),
            "normalizer": ["type": "NFC"],
            "pre_tokenizer": [
                "type": "Sequence",
                "pretokenizers": [
                    [
                        "type": "Split", "pattern": ["Regex": .string(pattern.expression)],
                        "behavior": "Isolated", "invert": false,
                    ],
                    [
                        "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false,
                        "use_regex": false,
                    ],
                ],
            ],
            "post_processor": nil,
            "decoder": [
                "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false,
            ],
            "model": [
                "type": "BPE",
                "dropout": nil,
                "unk_token": nil,
                "continuing_subword_prefix": "",
                "end_of_word_suffix": "",
                "fuse_unk": false,
                "byte_fallback": false,
                "ignore_merges": false,
                "vocab": .object(table),
                "merges": .array(
                    vocabulary.merges.map { [.string(texts[$0.left]), .string(texts[$0.right])] }),
            ],
        ]
    }

    /// The `tokenizer_config.json` that goes with it.
    package func configurationJSON(
        addedTokens: [AddedToken], endOfSequence: String, padding: String, maximumLength: Int,
        chatTemplate: String
    ) -> JSONValue {
        let table = JSONObject(
            members: addedTokens.map { (String($0.id), .object(JSONObject(members: Self.flags(of: $0)))) })
        return [
            "add_bos_token": false,
            "add_prefix_space": false,
            "added_tokens_decoder": .object(table),
            "bos_token": nil,
            "chat_template": .string(chatTemplate),
            "clean_up_tokenization_spaces": false,
            "eos_token": .string(endOfSequence),
            "errors": "replace",
            "model_max_length": .integer(maximumLength),
            "pad_token": .string(padding),
            "split_special_tokens": false,
            // transformers' Qwen2 class splits by its own pattern whatever tokenizer.json says.
            "tokenizer_class": pattern == .qwen2 ? "Qwen2Tokenizer" : "PreTrainedTokenizerFast",
            "unk_token": nil,
        ]
    }

    private static func flags(of token: AddedToken) -> [(String, JSONValue)] {
        [
            ("content", .string(token.content)), ("lstrip", .bool(token.stripsLeft)),
            ("normalized", .bool(token.normalized)), ("rstrip", .bool(token.stripsRight)),
            ("single_word", .bool(token.singleWord)), ("special", .bool(token.isSpecial)),
        ]
    }
}
