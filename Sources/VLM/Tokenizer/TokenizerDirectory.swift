import Foundation
import JSON

/// Reads the tokenizer files of a checkpoint directory.
struct TokenizerDirectory {
    let url: URL

    private static let maximumFileBytes = 512 << 20

    /// The bytes of a file, or nil when there is none of that name.
    func read(_ name: String) throws -> [UInt8]? {
        let file = url.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            guard size <= Self.maximumFileBytes else {
                throw TokenizerError.tooLarge(what: "\(name) (\(size) bytes)", limit: Self.maximumFileBytes)
            }
            return try [UInt8](Data(contentsOf: file))
        } catch let error as TokenizerError {
            throw error
        } catch {
            throw TokenizerError.unreadable(file: name, reason: error.localizedDescription)
        }
    }

    /// A JSON file, or nil when there is none of that name.
    func readJSON(_ name: String) throws -> JSONCursor? {
        guard let bytes = try read(name) else { return nil }
        return try Self.parse(bytes, file: name)
    }

    static func parse(_ bytes: [UInt8], file: String) throws -> JSONCursor {
        do {
            var options = JSONParser.Options.strict
            options.maximumDepth = 128
            return JSONCursor(try JSONParser.parse(bytes, options: options))
        } catch {
            throw TokenizerError.notJSON(file: file, reason: "\(error)")
        }
    }
}

extension Tokenizer {
    /// Reads the tokenizer of a checkpoint directory: `tokenizer.json`, or `vocab.json` with `merges.txt`, and
    /// what `tokenizer_config.json` adds.
    /// - Throws: `TokenizerError`.
    public init(directory: URL) throws {
        let files = TokenizerDirectory(url: directory)
        let configuration = try files.readJSON("tokenizer_config.json")
        if let bytes = try files.read("tokenizer.json") {
            try self.init(tokenizerJSON: bytes, configuration: configuration)
        } else if let vocabulary = try files.readJSON("vocab.json"), let merges = try files.read("merges.txt") {
            try self.init(
                vocabulary: vocabulary, merges: merges, addedTokens: try files.readJSON("added_tokens.json"),
                configuration: configuration)
        } else {
            throw TokenizerError.missing(directory: directory.lastPathComponent)
        }
    }

    /// Reads a `tokenizer.json`.
    /// - Throws: `TokenizerError`.
    public init(tokenizerJSON bytes: [UInt8]) throws {
        try self.init(tokenizerJSON: bytes, configuration: nil)
    }

    private init(tokenizerJSON bytes: [UInt8], configuration: JSONCursor?) throws {
        let file = TokenizerFile(name: "tokenizer.json")
        let root = try TokenizerDirectory.parse(bytes, file: file.name)
        self = try file.rethrowing {
            let vocabulary = try file.vocabulary(root["model"]["vocab"])
            let tokens = try file.addedTokens(root["added_tokens"])
            return try file.assemble(
                normalizer: file.normalizer(root["normalizer"]),
                preTokenizer: file.preTokenizer(root["pre_tokenizer"]),
                vocabulary: vocabulary,
                merges: file.merges(root["model"], vocabulary: vocabulary),
                ignoresMerges: root["model"]["ignore_merges"].ifPresent?.bool() ?? false,
                addedTokens: tokens, configuration: configuration,
                checks: {
                    try file.checkModel(root["model"], vocabulary: vocabulary)
                    try file.checkPostProcessor(root["post_processor"])
                    try file.checkDecoder(root["decoder"])
                })
        }
    }

    private init(
        vocabulary: JSONCursor, merges: [UInt8], addedTokens: JSONCursor?, configuration: JSONCursor?
    ) throws {
        let file = TokenizerFile(name: "vocab.json")
        let mergeFile = TokenizerFile(name: "merges.txt")
        self = try file.rethrowing {
            let table = try file.vocabulary(vocabulary)
            let lines = String(decoding: merges, as: UTF8.self).split(whereSeparator: \.isNewline)
            let pairs = lines.filter { !$0.hasPrefix("#version") }
            let parsed = try mergeFile.merges(lines: pairs.map(String.init), vocabulary: table)
            let style = try file.style(ofClass: configuration?["tokenizer_class"].value?.stringValue)
            var added: [AddedToken] = []
            for (content, id) in try addedTokens?.object().members ?? [] {
                guard let id = id.integerValue else { throw file.malformed("the id of '\(content)'") }
                added.append(AddedToken(id: id, content: content))
            }
            return try file.assemble(
                normalizer: style.normalizer, preTokenizer: style.preTokenizer, vocabulary: table,
                merges: parsed, ignoresMerges: false, addedTokens: added, configuration: configuration,
                checks: {})
        }
    }
}
