import Foundation

/// The encoders of directories, by what their `config.json` says they are.
public enum TextEncoders {
    /// Opens a BERT (`SentenceEncoder`) or the text half of a CLIP (`ClipTextEncoder`).
    /// - Throws: `EmbeddingError.file`.
    public static func open(directory: URL) throws -> any TextEncoder {
        let json = try SentenceConfiguration.json(directory, "config.json", isNeeded: true)
        let type = json["model_type"].value?.stringValue ?? ""
        guard ["clip", "clip_text_model"].contains(type) else { return try SentenceEncoder(directory: directory) }
        return try ClipTextEncoder(directory: directory)
    }
}
