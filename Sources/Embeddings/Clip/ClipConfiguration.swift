import Foundation
import JSON

/// What `config.json` says of the text half of a CLIP: alone (`clip_text_model`), or beside the half for pictures.
struct ClipConfiguration: Hashable, Sendable {
    /// The function between the two maps of a feed-forward layer.
    enum Activation: Hashable, Sendable {
        /// OpenAI's.
        case quickGELU
        /// OpenCLIP's.
        case gelu
    }

    var vocabularySize: Int
    var width: Int
    var intermediateWidth: Int
    var layers: Int
    var heads: Int
    /// Positions that were learned: tokens after which a text is cut off.
    var maximumPositions: Int
    var epsilon: Double
    var activation: Activation
    /// Numbers of a text's vector.
    var projectionWidth: Int

    /// Reads the configuration in a directory.
    /// - Throws: `EmbeddingError.file`.
    init(directory: URL) throws {
        self = try SentenceConfiguration.reading("config.json") {
            try Self(json: SentenceConfiguration.json(directory, "config.json", isNeeded: true))
        }
    }

    private init(json root: JSONCursor) throws {
        let c = root["text_config"].ifPresent ?? root
        vocabularySize = try c["vocab_size"].ifPresent?.integer(in: 3...2_000_000) ?? 49_408
        width = try c["hidden_size"].ifPresent?.integer(in: 1...Vectors.maximumWidth) ?? 512
        intermediateWidth = try c["intermediate_size"].ifPresent?.integer(in: 1...1 << 16) ?? 2048
        layers = try c["num_hidden_layers"].ifPresent?.integer(in: 1...256) ?? 12
        heads = try c["num_attention_heads"].ifPresent?.integer(in: 1...1024) ?? 8
        guard width % heads == 0 else { throw c["num_attention_heads"].fault("does not divide hidden_size") }
        maximumPositions = try c["max_position_embeddings"].ifPresent?.integer(in: 2...1 << 20) ?? 77
        epsilon = try c["layer_norm_eps"].ifPresent?.double(in: 0...0.1) ?? 1e-5
        switch try c["hidden_act"].ifPresent?.string() ?? "quick_gelu" {
        case "quick_gelu": activation = .quickGELU
        case "gelu": activation = .gelu
        case let other: throw c["hidden_act"].fault("is '\(other.prefix(40))', which is not supported")
        }
        let projection = root["projection_dim"].ifPresent ?? c["projection_dim"]
        projectionWidth = try projection.ifPresent?.integer(in: 1...Vectors.maximumWidth) ?? 512
    }
}
