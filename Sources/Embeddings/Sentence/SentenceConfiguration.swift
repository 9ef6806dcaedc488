import Foundation
import JSON
import VLM

/// What the files of a sentence encoder say of it: Hugging Face's `config.json` of a BERT, and beside it the files of
/// sentence-transformers that tell how its tokens become one vector.
struct SentenceConfiguration: Hashable, Sendable {
    /// How the vectors of tokens become that of their text.
    enum Pooling: Hashable, Sendable {
        /// Their mean.
        case mean
        /// That of the first token.
        case first
    }

    /// The function between the two maps of a feed-forward layer.
    enum Activation: Hashable, Sendable {
        case gelu
        /// GELU by its approximation with a hyperbolic tangent.
        case tanhGELU
    }

    var vocabularySize: Int
    var width: Int
    var intermediateWidth: Int
    var layers: Int
    var heads: Int
    /// Positions that were learned.
    var maximumPositions: Int
    var types: Int
    var epsilon: Double
    var activation: Activation
    var pooling = Pooling.mean
    /// Tokens after which a text is cut off, the two around it counted.
    var maximumTokens: Int

    private static let maximumFileBytes = 1 << 20

    /// Reads the configuration in a directory.
    /// - Throws: `EmbeddingError.file`.
    init(directory: URL) throws {
        self = try Self.reading("config.json") { try Self(json: Self.json(directory, "config.json", isNeeded: true)) }
        if let pooling = try Self.json(directory, "1_Pooling/config.json", isNeeded: false).value {
            try Self.reading("1_Pooling/config.json") { self.pooling = try Self.pooling(JSONCursor(pooling)) }
        }
        try Self.reading("modules.json") {
            for module in try Self.json(directory, "modules.json", isNeeded: false).ifPresent?.array() ?? [] {
                let type = try module["type"].string()
                guard ["Transformer", "Pooling", "Normalize"].contains(where: { type.hasSuffix("." + $0) }) else {
                    throw EmbeddingError.file("modules.json", "the module '\(type.prefix(80))' is not supported")
                }
            }
        }
        try Self.reading("sentence_bert_config.json") {
            let limit = try Self.json(directory, "sentence_bert_config.json", isNeeded: false)["max_seq_length"]
            if let limit = try limit.ifPresent?.integer(in: 2...1 << 20) { maximumTokens = min(maximumTokens, limit) }
        }
    }

    /// Reads `config.json`.
    private init(json c: JSONCursor) throws {
        let type = try c["model_type"].string()
        guard type == "bert" else {
            throw c["model_type"].fault("is '\(type.prefix(40))', which is not supported; 'bert' is")
        }
        if let kind = try c["position_embedding_type"].ifPresent?.string(), kind != "absolute" {
            throw c["position_embedding_type"].fault("is '\(kind.prefix(40))', which is not supported; 'absolute' is")
        }
        vocabularySize = try c["vocab_size"].integer(in: 3...2_000_000)
        width = try c["hidden_size"].integer(in: 1...Vectors.maximumWidth)
        intermediateWidth = try c["intermediate_size"].integer(in: 1...1 << 16)
        layers = try c["num_hidden_layers"].integer(in: 1...256)
        heads = try c["num_attention_heads"].integer(in: 1...1024)
        guard width % heads == 0 else { throw c["num_attention_heads"].fault("does not divide hidden_size") }
        maximumPositions = try c["max_position_embeddings"].integer(in: 2...1 << 20)
        maximumTokens = maximumPositions
        types = try c["type_vocab_size"].ifPresent?.integer(in: 1...1024) ?? 2
        epsilon = try c["layer_norm_eps"].ifPresent?.double(in: 0...0.1) ?? 1e-12
        switch try c["hidden_act"].ifPresent?.string() ?? "gelu" {
        case "gelu": activation = .gelu
        case "gelu_new", "gelu_pytorch_tanh": activation = .tanhGELU
        case let other: throw c["hidden_act"].fault("is '\(other.prefix(40))', which is not supported")
        }
    }

    private static func pooling(_ c: JSONCursor) throws -> Pooling {
        let modes = try c.object().members.filter { $0.key.hasPrefix("pooling_mode_") && $0.value == .bool(true) }
        switch modes.map(\.key) {
        case ["pooling_mode_mean_tokens"]: return .mean
        case ["pooling_mode_cls_token"]: return .first
        case let others:
            throw c.fault("asks for pooling by \(others), which is not supported; the mean and the first token are")
        }
    }

    /// A file's JSON; absent where the file may be missing and is.
    static func json(_ directory: URL, _ name: String, isNeeded: Bool) throws -> JSONCursor {
        let file = directory.appendingPathComponent(name)
        if !isNeeded, !FileManager.default.fileExists(atPath: file.path) { return JSONCursor(.null) }
        do {
            return JSONCursor(
                try JSONValue.parse(try MappedFile.read(file, name: name, maximumByteCount: maximumFileBytes)))
        } catch let error as CheckpointError {
            throw EmbeddingError.file(name, error.description)
        } catch let error as JSONError { throw EmbeddingError.file(name, "it is no JSON: \(error)") }
    }

    /// Gives complaints about fields the name of their file.
    static func reading<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as JSONFieldError {
            throw EmbeddingError.file(file, error.description)
        }
    }
}
