import Foundation

/// Everything that GGUF files of a model hold: weights, tokenizer, chat form.
public struct GGUFModel: Sendable {
    /// The model, with a vision tower if there is a file of it.
    public let model: Qwen25VL
    /// Its tokenizer.
    public let tokenizer: Tokenizer
    /// Its chat form.
    public let template: ChatTemplate
    /// Tokens after which generation ends.
    public let endTokens: Set<Int>
    /// How pictures are prepared, if there is a vision tower.
    public let processing: ImageProcessorConfiguration?
    /// Where the vision tower was taken from.
    public let visionFile: URL?
    /// What `metaspatial.…` in the metadata says of the model.
    package let hints: ModelHints

    /// Loads a file.
    /// - Throws: `CheckpointError`, `TokenizerError`.
    public init(_ url: URL) throws { try self.init(CheckpointFiles(at: url)) }

    /// Loads a model with its vision tower, if it takes one and there is one.
    /// - Parameter quantization: how weights of single numbers are rounded; those that are quantised stay.
    /// - Throws: `CheckpointError`, `TokenizerError`.
    package init(_ files: CheckpointFiles, quantization: Quantization? = nil) throws {
        let file = try GGUFFile(files.url)
        let vision = try Self.vision(files, for: file)
        let checkpoint = try GGUFCheckpoint(file, vision: vision?.file)
        tokenizer = try Tokenizer(gguf: file)
        try Self.check(tokenizer, checkpoint)
        if let quantization {
            let cache = PackedCache(
                file: files.url.appendingPathExtension("\(quantization.rawValue).packed"),
                sources: [files.url] + (vision.map { [$0.url] } ?? []), quantization: quantization)
            model = try Qwen25VL(quantizing: checkpoint, configuration: checkpoint.configuration, cache)
        } else {
            model = try Qwen25VL(configuration: checkpoint.configuration, weights: checkpoint)
        }
        processing = vision?.file.processing
        visionFile = vision?.url
        template = Self.template(file, hasVision: vision != nil)
        let endOfTurn = try? tokenizer.id(of: ChatPrompt.ControlToken.end)
        endTokens = Set(checkpoint.configuration.endTokens).union(endOfTurn.map { [$0] } ?? [])
        hints = ModelHints(
            isTrained: file.metadata["metaspatial.trained"]?.boolValue,
            promptForm: file.metadata["metaspatial.prompt_form"]?.stringValue,
            decoding: file.metadata["metaspatial.decoding"]?.stringValue,
            facts: file.metadata["metaspatial.facts"]?.stringValue)
    }

    /// The file of the vision tower: the one that was named, or the first beside the model that fits it.
    private static func vision(
        _ files: CheckpointFiles, for model: GGUFFile
    ) throws(CheckpointError) -> (url: URL, file: GGUFVisionFile)? {
        if files.requiresVision, let url = files.visionFiles.first {
            return (url, try GGUFVisionFile(try GGUFFile(url)))
        }
        guard let architecture = model.metadata["general.architecture"]?.stringValue else { return nil }
        for url in files.visionFiles where architecture.hasSuffix("vl") {
            guard let file = try? GGUFVisionFile(try GGUFFile(url)), file.fits(architecture),
                file.configuration.outputSize == model.metadata["\(architecture).embedding_length"]?.integerValue
            else { continue }
            return (url, file)
        }
        return nil
    }

    private static func check(_ tokenizer: Tokenizer, _ checkpoint: GGUFCheckpoint) throws(CheckpointError) {
        let rows = checkpoint.configuration.text.vocabularySize
        guard tokenizer.vocabularyCount <= rows else {
            throw CheckpointError(
                file: checkpoint.file.name, tensor: "token_embd.weight",
                .invalidEntry("\(rows) rows for \(tokenizer.vocabularyCount) tokens"))
        }
    }

    private static func template(_ file: GGUFFile, hasVision: Bool) -> ChatTemplate {
        guard let source = file.metadata["tokenizer.chat_template"]?.stringValue else { return .qwen25VL }
        return hasVision ? ChatTemplate(jinja: source) : ChatTemplate(textModelJinja: source)
    }
}
