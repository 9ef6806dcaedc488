import JSON

/// The parts of a `tokenizer.json`, each read or refused by name.
struct TokenizerFile {
    /// The file's name for errors.
    let name: String

    /// Tokens by their written form, compared by bytes.
    typealias Vocabulary = [[UInt8]: Int32]

    static let maximumTokenID = 8_000_000
    static let maximumAddedTokenBytes = 1024

    func malformed(_ reason: String) -> TokenizerError { .malformed(file: name, reason: reason) }

    func unsupported(_ component: String) -> TokenizerError { .unsupported(file: name, component: component) }

    /// Gives complaints about JSON fields the name of the file.
    func rethrowing<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as JSONFieldError { throw malformed(error.description) }
    }

    // MARK: Vocabulary and merges

    func vocabulary(_ cursor: JSONCursor) throws -> Vocabulary {
        let members = try cursor.object().members
        var table = Vocabulary(minimumCapacity: members.count)
        for (token, value) in members {
            guard let id = value.integerValue, (0...Self.maximumTokenID).contains(id) else {
                throw malformed(
                    "the id of token '\(token.prefix(40))' is not within 0...\(Self.maximumTokenID)")
            }
            table[Array(token.utf8)] = Int32(id)
        }
        guard Set(table.values).count == table.count else { throw malformed("two tokens have the same id") }
        return table
    }

    func merges(_ model: JSONCursor, vocabulary: Vocabulary) throws -> [BytePairModel.Merge] {
        let entries = try model["merges"].array()
        return try merges(count: entries.count, vocabulary: vocabulary) { rank in
            switch entries[rank].value {
            case .string(let line): return try pair(line, rank)
            case .array(let parts):
                if parts.count == 2, let left = parts[0].stringValue, let right = parts[1].stringValue {
                    return (Array(left.utf8), Array(right.utf8))
                }
                throw malformed("merge \(rank) is not a pair")
            default: throw malformed("merge \(rank) is not a pair")
            }
        }
    }

    func merges(lines: [String], vocabulary: Vocabulary) throws -> [BytePairModel.Merge] {
        try merges(count: lines.count, vocabulary: vocabulary) { try pair(lines[$0], $0) }
    }

    private func pair(_ line: String, _ rank: Int) throws -> ([UInt8], [UInt8]) {
        let parts = Array(line.utf8).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw malformed("merge \(rank) is not two tokens with a space between")
        }
        return (Array(parts[0]), Array(parts[1]))
    }

    private func merges(
        count: Int, vocabulary: Vocabulary, pair: (Int) throws -> ([UInt8], [UInt8])
    ) throws -> [BytePairModel.Merge] {
        var merges: [BytePairModel.Merge] = []
        merges.reserveCapacity(count)
        for rank in 0..<count {
            let (left, right) = try pair(rank)
            guard let first = vocabulary[left], let second = vocabulary[right],
                let result = vocabulary[left + right]
            else { throw malformed("merge \(rank) names or makes a token that is not in the vocabulary") }
            merges.append(.init(left: first, right: second, result: result))
        }
        return merges
    }

    func checkModel(_ model: JSONCursor, vocabulary: Vocabulary) throws {
        if let type = model["type"].ifPresent, try type.string() != "BPE" {
            throw unsupported("a model of type \(try type.string())")
        }
        if let dropout = model["dropout"].ifPresent, try dropout.finiteDouble() != 0 {
            throw unsupported("merge dropout")
        }
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let affix = model[key].ifPresent, try !affix.string().isEmpty { throw unsupported(key) }
        }
        if let fallback = model["byte_fallback"].ifPresent, try fallback.bool() {
            throw unsupported("byte_fallback (a tokenizer that is not byte-level)")
        }
        let lacksBytes = ByteAlphabet.scalars.contains { vocabulary[Array(String($0).utf8)] == nil }
        if lacksBytes, let unknown = model["unk_token"].ifPresent, try !unknown.string().isEmpty {
            throw unsupported("an unknown token in a vocabulary without all 256 bytes")
        }
    }

    // MARK: Added tokens

    func addedTokens(_ cursor: JSONCursor) throws -> [AddedToken] {
        guard let list = cursor.ifPresent else { return [] }
        return try list.array().map {
            try addedToken($0, id: try $0["id"].integer(in: 0...Self.maximumTokenID))
        }
    }

    func addedToken(_ entry: JSONCursor, id: Int) throws -> AddedToken {
        func flag(_ key: String) throws -> Bool { try entry[key].ifPresent?.bool() ?? false }
        let content = try entry["content"].string()
        guard content.utf8.count <= Self.maximumAddedTokenBytes else {
            throw TokenizerError.tooLarge(what: "an added token", limit: Self.maximumAddedTokenBytes)
        }
        return AddedToken(
            id: id, content: content, singleWord: try flag("single_word"), stripsLeft: try flag("lstrip"),
            stripsRight: try flag("rstrip"), normalized: try flag("normalized"),
            isSpecial: try flag("special"))
    }

    /// Tokens that only `tokenizer_config.json` names (`added_tokens_decoder`, by id).
    private func addedTokens(inConfiguration configuration: JSONCursor?) throws -> [AddedToken] {
        guard let table = configuration?["added_tokens_decoder"].ifPresent else { return [] }
        return try TokenizerFile(name: "tokenizer_config.json").rethrowing {
            try table.object().members.map { key, value in
                guard let id = Int(key), (0...Self.maximumTokenID).contains(id) else {
                    throw malformed("'\(key.prefix(20))' is not a token id")
                }
                return try addedToken(JSONCursor(value, pointer: "\(table.pointer)/\(key)"), id: id)
            }
        }
    }

    // MARK: Assembly

    func assemble(
        normalizer: Tokenizer.Normalizer, preTokenizer: PreTokenizer, vocabulary: Vocabulary,
        merges: [BytePairModel.Merge], ignoresMerges: Bool, addedTokens: [AddedToken],
        configuration: JSONCursor?, checks: () throws -> Void
    ) throws -> Tokenizer {
        try checks()
        var added = addedTokens.filter { !$0.content.isEmpty }
        let named = Set(added.map(\.content))
        let usedIDs = Set(added.map(\.id))
        for token in try self.addedTokens(inConfiguration: configuration)
        where !token.content.isEmpty && !named.contains(token.content) && !usedIDs.contains(token.id) {
            added.append(token)
        }
        let highest = max(vocabulary.values.max().map(Int.init) ?? -1, added.map(\.id).max() ?? -1)
        guard highest >= 0 else { throw malformed("the vocabulary is empty") }
        let limit = 2 * (vocabulary.count + added.count) + 100_000
        guard highest <= limit else {
            throw malformed("token id \(highest) in a vocabulary of \(vocabulary.count + added.count)")
        }

        var bytesOfToken = [[UInt8]](repeating: [], count: highest + 1)
        var wholeWords: [[UInt8]: Int32] = [:]
        for (token, id) in vocabulary {
            let text = String(decoding: token, as: UTF8.self)
            let bytes = ByteAlphabet.bytes(of: text)
            bytesOfToken[Int(id)] = bytes ?? token
            if ignoresMerges, let bytes { wholeWords[bytes] = id }
        }
        for token in added {
            // The ByteLevel decoder reads added tokens in its alphabet too where it can.
            bytesOfToken[token.id] = ByteAlphabet.bytes(of: token.content) ?? Array(token.content.utf8)
        }
        let byteTokens = ByteAlphabet.scalars.map { vocabulary[Array(String($0).utf8)] ?? -1 }
        let end = configuration?["eos_token"]
        return Tokenizer(
            normalizer: normalizer, preTokenizer: preTokenizer,
            model: BytePairModel(byteTokens: byteTokens, merges: merges, wholeWords: wholeWords),
            addedTokens: added, bytesOfToken: bytesOfToken,
            endOfSequenceToken: end?.value?.stringValue ?? end?["content"].value?.stringValue)
    }
}
