import JSON

extension TokenizerFile {
    func normalizer(_ cursor: JSONCursor) throws -> Tokenizer.Normalizer {
        guard let cursor = cursor.ifPresent else { return .none }
        switch try cursor["type"].string() {
        case "NFC": return .nfc
        case "Sequence":
            // NFC is idempotent, so a sequence of them is one.
            return try cursor["normalizers"].array().map(normalizer).contains(.nfc) ? .nfc : .none
        case let type: throw unsupported("the normaliser \(type)")
        }
    }

    func preTokenizer(_ cursor: JSONCursor) throws -> PreTokenizer {
        let parts =
            try cursor["type"].string() == "Sequence" ? cursor["pretokenizers"].array() : [cursor]
        var stages: [PreTokenizer.Stage] = []
        for (position, part) in parts.enumerated() {
            switch try part["type"].string() {
            case "ByteLevel":
                guard position == parts.count - 1 else {
                    throw unsupported("a pre-tokenizer after ByteLevel")
                }
                if try part["use_regex"].ifPresent?.bool() ?? true { stages.append(.split(.gpt2)) }
                return PreTokenizer(
                    stages: stages, addsPrefixSpace: try part["add_prefix_space"].ifPresent?.bool() ?? true)
            case "Digits":
                let individually = try part["individual_digits"].ifPresent?.bool() ?? false
                stages.append(.digits(individually: individually))
            case "Split": stages.append(.split(try splitPattern(part)))
            case let type: throw unsupported("the pre-tokenizer \(type)")
            }
        }
        throw unsupported(
            "a pre-tokenizer that does not end in ByteLevel (a tokenizer that is not byte-level)")
    }

    private func splitPattern(_ part: JSONCursor) throws -> SplitPattern {
        guard let expression = part["pattern"]["Regex"].value?.stringValue else {
            throw unsupported("a Split pre-tokenizer without a regular expression")
        }
        let behavior = try part["behavior"].string()
        let inverted = try part["invert"].ifPresent?.bool() ?? false
        // The known patterns match every character, so that what is removed between matches is nothing.
        let isCovered = behavior == "Isolated" && !inverted || behavior == "Removed" && inverted
        guard isCovered else { throw unsupported("Split with behaviour \(behavior)") }
        guard let pattern = SplitPattern(expression: expression) else {
            throw unsupported("the splitting pattern \(expression.prefix(300))")
        }
        return pattern
    }

    func checkPostProcessor(_ cursor: JSONCursor) throws {
        guard let cursor = cursor.ifPresent else { return }
        switch try cursor["type"].string() {
        case "ByteLevel": return
        case "TemplateProcessing":
            // transformers 5 writes one that adds nothing.
            for piece in try cursor["single"].array() where piece["Sequence"].isAbsent {
                throw unsupported("a post-processor that adds control tokens to every text")
            }
        case "Sequence": for part in try cursor["processors"].array() { try checkPostProcessor(part) }
        case let type: throw unsupported("the post-processor \(type)")
        }
    }

    func checkDecoder(_ cursor: JSONCursor) throws {
        guard let cursor = cursor.ifPresent else { return }
        let type = try cursor["type"].string()
        guard type == "ByteLevel" else { throw unsupported("the decoder \(type)") }
    }

    /// What the tokenizer class of a `tokenizer_config.json` implies where there is no `tokenizer.json`.
    func style(
        ofClass name: String?
    ) throws -> (normalizer: Tokenizer.Normalizer, preTokenizer: PreTokenizer) {
        switch name {
        case nil, "Qwen2Tokenizer", "Qwen2TokenizerFast":
            return (.nfc, PreTokenizer(stages: [.split(.qwen2)], addsPrefixSpace: false))
        case "GPT2Tokenizer", "GPT2TokenizerFast":
            return (.none, PreTokenizer(stages: [.split(.gpt2)], addsPrefixSpace: false))
        case .some(let name): throw unsupported("the tokenizer class \(name) without tokenizer.json")
        }
    }
}
