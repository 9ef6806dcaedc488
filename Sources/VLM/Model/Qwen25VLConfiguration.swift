/// Everything about a Qwen2.5-VL model but its weights.
public struct Qwen25VLConfiguration: Hashable, Sendable {
    /// The language model.
    public var text = TextConfiguration()
    /// Whether there is a vision tower; a model of text alone refuses images.
    public var hasVision = true
    /// The vision tower.
    public var vision = VisionConfiguration()
    /// Whether the output projection is the token embedding.
    public var tiesEmbeddings = false
    /// The token that stands for one merged patch of an image.
    public var imageToken = 151_655
    /// The token that stands for a piece of a video.
    public var videoToken = 151_656
    /// The token before an image.
    public var visionStartToken = 151_652
    /// The token after an image.
    public var visionEndToken = 151_653
    /// The token that begins a text, if there is one.
    public var beginToken: Int? = 151_643
    /// The tokens after which generation ends; a generation_config.json may name others.
    public var endTokens = [151_645]

    /// What the model is, in a word: the vision tower decides, and the attention where there is none.
    public var architectureName: String {
        if hasVision { return vision.architecture.rawValue }
        return text.hasHeadNorms ? "Qwen3" : text.hasAttentionBias ? "Qwen2" : "Llama"
    }

    /// The defaults of Hugging Face's configuration.
    public init() {}

    /// Checks that all sizes fit one another.
    public func validate() throws(ConfigurationError) {
        try text.validate()
        guard hasVision else { return }
        try vision.validate()
        guard vision.outputSize == text.hiddenSize else {
            throw ConfigurationError(
                "vision_config.out_hidden_size",
                "(\(vision.outputSize)) must equal text_config.hidden_size (\(text.hiddenSize))")
        }
        guard vision.deepstackBlocks.count <= text.layers else {
            throw ConfigurationError(
                "vision_config.deepstack_visual_indexes", "has more entries than the language model has layers")
        }
        guard imageToken >= 0, videoToken >= 0, imageToken != videoToken else {
            throw ConfigurationError("image_token_id", "and video_token_id must be two different tokens")
        }
    }
}
