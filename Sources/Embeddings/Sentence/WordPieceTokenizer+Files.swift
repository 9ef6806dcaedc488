import Foundation
import JSON
import VLM

extension WordPieceTokenizer {
    private static let maximumFileBytes = 64 << 20

    /// Reads `tokenizer.json`; where it is missing, `vocab.txt` and `tokenizer_config.json`.
    /// - Parameter vocabularySize: rows of the model's table: every token must have one.
    /// - Throws: `EmbeddingError.file`.
    init(directory: URL, vocabularySize: Int) throws {
        let whole = directory.appendingPathComponent("tokenizer.json")
        let isWhole = FileManager.default.fileExists(atPath: whole.path)
        let name = isWhole ? "tokenizer.json" : "vocab.txt"
        do {
            let bytes = try MappedFile.read(
                directory.appendingPathComponent(name), name: name, maximumByteCount: Self.maximumFileBytes)
            self = try SentenceConfiguration.reading(name) {
                isWhole
                    ? try Self(json: JSONCursor(try JSONValue.parse(bytes)), vocabularySize)
                    : try Self(lines: bytes, try Self.normalization(directory), vocabularySize)
            }
        } catch let error as CheckpointError {
            throw EmbeddingError.file(name, error.description)
        } catch let error as JSONError { throw EmbeddingError.file(name, "it is no JSON: \(error)") }
    }

    /// The parts of a `tokenizer.json`, each read or refused.
    init(json c: JSONCursor, _ vocabularySize: Int) throws {
        let model = c["model"]
        if let type = try model["type"].ifPresent?.string(), type != "WordPiece" {
            throw model["type"].fault("is '\(type.prefix(40))', which is not supported; 'WordPiece' is")
        }
        for (part, wanted) in [("normalizer", "BertNormalizer"), ("pre_tokenizer", "BertPreTokenizer")] {
            let type = try c[part]["type"].string()
            guard type == wanted else {
                throw c[part]["type"].fault("is '\(type.prefix(40))', which is not supported; '\(wanted)' is")
            }
        }
        var normalization = Normalization()
        let n = c["normalizer"]
        normalization.cleans = try n["clean_text"].ifPresent?.bool() ?? true
        normalization.separatesIdeographs = try n["handle_chinese_chars"].ifPresent?.bool() ?? true
        normalization.stripsAccents = try n["strip_accents"].ifPresent?.bool()
        normalization.lowercases = try n["lowercase"].ifPresent?.bool() ?? true
        var vocabulary: [[UInt8]: Int32] = [:]
        let entries = try model["vocab"].object().members
        vocabulary.reserveCapacity(entries.count)
        for (piece, value) in entries {
            guard let id = value.integerValue, (0..<vocabularySize).contains(id) else {
                throw model["vocab"].fault("gives '\(piece.prefix(40))' a number beyond the model's table")
            }
            vocabulary[Array(piece.utf8)] = Int32(id)
        }
        try self.init(
            vocabulary, normalization, prefix: try model["continuing_subword_prefix"].ifPresent?.string() ?? "##",
            maximumWordLength: try model["max_input_chars_per_word"].ifPresent?.integer(in: 1...10_000) ?? 100,
            unknown: try model["unk_token"].ifPresent?.string() ?? "[UNK]")
    }

    /// A piece a line, numbered from 0.
    init(lines bytes: [UInt8], _ normalization: Normalization, _ vocabularySize: Int) throws {
        var vocabulary: [[UInt8]: Int32] = [:]
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let piece = line.last == 0x0D ? line.dropLast() : line
            guard !piece.isEmpty else { continue }
            guard number < vocabularySize else {
                throw EmbeddingError.file("vocab.txt", "it has more lines than the model's table has rows")
            }
            vocabulary[Array(piece)] = Int32(number)
        }
        try self.init(vocabulary, normalization, prefix: "##", maximumWordLength: 100, unknown: "[UNK]")
    }

    private init(
        _ vocabulary: [[UInt8]: Int32], _ normalization: Normalization, prefix: String, maximumWordLength: Int,
        unknown: String
    ) throws {
        func token(_ name: String) throws -> Int {
            guard let id = vocabulary[Array(name.utf8)] else {
                throw EmbeddingError.file("the vocabulary", "it has no token '\(name.prefix(40))'")
            }
            return Int(id)
        }
        self.vocabulary = vocabulary
        self.normalization = normalization
        self.prefix = Array(prefix.utf8)
        self.maximumWordLength = maximumWordLength
        self.unknown = try token(unknown)
        first = try token("[CLS]")
        last = try token("[SEP]")
    }

    private static func normalization(_ directory: URL) throws -> Normalization {
        let name = "tokenizer_config.json"
        return try SentenceConfiguration.reading(name) {
            let c = try SentenceConfiguration.json(directory, name, isNeeded: false)
            var result = Normalization()
            result.lowercases = try c["do_lower_case"].ifPresent?.bool() ?? true
            result.stripsAccents = try c["strip_accents"].ifPresent?.bool()
            result.separatesIdeographs = try c["tokenize_chinese_chars"].ifPresent?.bool() ?? true
            return result
        }
    }
}
