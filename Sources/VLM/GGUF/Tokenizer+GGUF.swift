/// The tokenizer in a GGUF file's metadata (`tokenizer.ggml.…`).
extension Tokenizer {
    /// Reads a byte-level byte-pair tokenizer (`gpt2`).
    /// - Throws: `TokenizerError`.
    package init(gguf: GGUFFile) throws {
        let source = TokenizerFile(name: gguf.name)
        let prefix = "tokenizer.ggml."
        guard let model = gguf.metadata[prefix + "model"]?.stringValue else {
            throw source.malformed("\(prefix)model is missing")
        }
        guard model == "gpt2" else { throw source.unsupported("the tokenizer model \(model.prefix(40))") }
        guard let tokens = gguf.metadata[prefix + "tokens"]?.stringsValue, !tokens.isEmpty else {
            throw source.malformed("\(prefix)tokens is missing or not an array of strings")
        }
        guard tokens.count <= TokenizerFile.maximumTokenID else {
            throw TokenizerError.tooLarge(what: "the vocabulary", limit: TokenizerFile.maximumTokenID)
        }
        guard let merges = gguf.metadata[prefix + "merges"]?.stringsValue else {
            throw source.malformed("\(prefix)merges is missing or not an array of strings")
        }
        let types = gguf.metadata[prefix + "token_type"]?.integersValue ?? []
        guard types.isEmpty || types.count == tokens.count else {
            throw source.malformed("\(prefix)token_type has \(types.count) entries for \(tokens.count) tokens")
        }
        var vocabulary = TokenizerFile.Vocabulary(minimumCapacity: tokens.count)
        var added: [AddedToken] = []
        for (id, token) in tokens.enumerated() {
            vocabulary[Array(token.utf8)] = Int32(id)
            // 3 is a control token, 4 one that the model's maker added.
            guard !types.isEmpty, types[id] == 3 || types[id] == 4 else { continue }
            guard token.utf8.count <= TokenizerFile.maximumAddedTokenBytes else {
                throw TokenizerError.tooLarge(
                    what: "an added token", limit: TokenizerFile.maximumAddedTokenBytes)
            }
            added.append(AddedToken(id: id, content: token, isSpecial: types[id] == 3))
        }
        let style = try Self.style(gguf.metadata[prefix + "pre"]?.stringValue, source)
        let table = try source.merges(lines: merges, vocabulary: vocabulary)
        self = try source.assemble(
            normalizer: style.normalizer,
            preTokenizer: PreTokenizer(
                stages: style.stages,
                addsPrefixSpace: gguf.metadata[prefix + "add_space_prefix"]?.boolValue ?? false),
            vocabulary: vocabulary, merges: table, ignoresMerges: style.ignoresMerges, addedTokens: added,
            configuration: nil, checks: {})
    }

    private struct Style {
        var normalizer = Normalizer.none
        let stages: [PreTokenizer.Stage]
        var ignoresMerges = false
    }

    /// What the names of pre-tokenizers stand for in `llama-vocab.cpp`.
    private static func style(_ name: String?, _ source: TokenizerFile) throws -> Style {
        switch name {
        case "qwen2": Style(stages: [.split(.qwen2)])
        case "llama-bpe", "llama3", "llama-v3": Style(stages: [.split(.llama3)], ignoresMerges: true)
        case "smollm": Style(stages: [.digits(individually: true), .split(.gpt2)])
        case "gpt-2", nil: Style(stages: [.split(.gpt2)])
        case .some(let name): throw source.unsupported("the pre-tokenizer \(name.prefix(40))")
        }
    }
}
