/// The language model's sizes. Names follow `text_config` of Hugging Face's `config.json`, whose defaults
/// these are where a key is absent.
public struct TextConfiguration: Hashable, Sendable {
    /// Rows of the token embedding.
    public var vocabularySize = 152_064
    /// Width of the residual stream.
    public var hiddenSize = 8192
    /// Width of the feed-forward layers.
    public var intermediateSize = 29_568
    /// Decoder layers.
    public var layers = 80
    /// Query heads.
    public var attentionHeads = 64
    /// Numbers a head where that is not `hiddenSize / attentionHeads`, as in Qwen3.
    public var headWidth: Int?
    /// Key/value heads, a divisor of `attentionHeads`.
    public var keyValueHeads = 8
    /// The length the model was made for.
    public var maximumPositions = 32_768
    /// ε of the RMS norms.
    public var normEpsilon = 1e-5
    /// Base of the rotary frequencies.
    public var ropeTheta = 1_000_000.0
    /// How many frequency pairs follow the temporal, the height and the width position, in turn.
    public var mropeSections = [16, 24, 24]
    /// Whether the three positions take turns from pair to pair, as in Qwen3-VL, instead of section by section.
    public var interleavesSections = false
    /// Whether queries and keys are normalised head by head, as in Qwen3.
    public var hasHeadNorms = false
    /// Width of the sliding attention window of the layers from `firstWindowLayer` on; nil: none slides.
    public var slidingWindow: Int?
    /// See `slidingWindow`.
    public var firstWindowLayer = 80
    /// Whether the query, key and value projections add a bias, as Qwen2's do and Llama's do not.
    public var hasAttentionBias = true
    /// Standard deviation of newly made weights.
    public var initializerRange = 0.02

    /// The defaults.
    public init() {}

    /// Numbers a head.
    public var headDimension: Int { headWidth ?? hiddenSize / attentionHeads }

    /// For each frequency pair, which position turns it: 0 temporal, 1 height, 2 width.
    package var rotaryAxes: [Int] {
        guard interleavesSections else {
            return mropeSections.enumerated().flatMap { Array(repeating: $0 % 3, count: $1) }
        }
        // Height takes the pairs 1, 4, 7 …, width 2, 5, 8 …, each as many as its section has; time the others.
        return (0..<headDimension / 2).map { pair in
            let axis = pair % 3
            return axis > 0 && axis < mropeSections.count && pair < 3 * mropeSections[axis] ? axis : 0
        }
    }

    /// Checks that the sizes fit one another and are small enough to compute with.
    public func validate() throws(ConfigurationError) {
        try Self.check("vocab_size", vocabularySize, 1...1 << 24)
        try Self.check("hidden_size", hiddenSize, 1...1 << 17)
        try Self.check("intermediate_size", intermediateSize, 1...1 << 20)
        try Self.check("num_hidden_layers", layers, 1...1024)
        try Self.check("num_attention_heads", attentionHeads, 1...4096)
        try Self.check("num_key_value_heads", keyValueHeads, 1...attentionHeads)
        try Self.check("max_position_embeddings", maximumPositions, 1...1 << 30)
        if let headWidth { try Self.check("head_dim", headWidth, 1...1 << 14) }
        guard headWidth != nil || hiddenSize % attentionHeads == 0 else {
            throw ConfigurationError(
                "text_config.num_attention_heads",
                "(\(attentionHeads)) must divide hidden_size (\(hiddenSize))")
        }
        guard attentionHeads % keyValueHeads == 0 else {
            throw ConfigurationError(
                "text_config.num_key_value_heads",
                "(\(keyValueHeads)) must divide num_attention_heads (\(attentionHeads))")
        }
        guard headDimension % 2 == 0 else {
            throw ConfigurationError(
                "text_config.hidden_size", "gives heads of odd width \(headDimension), which cannot rotate")
        }
        guard !mropeSections.isEmpty, mropeSections.count <= 64,
            mropeSections.allSatisfy({ (0...headDimension / 2).contains($0) }),
            mropeSections.reduce(0, +) == headDimension / 2
        else {
            throw ConfigurationError(
                "text_config.rope_parameters.mrope_section",
                "\(mropeSections.prefix(8)) must add up to half the head width, \(headDimension / 2)")
        }
        guard normEpsilon.isFinite, normEpsilon > 0, normEpsilon < 1 else {
            throw ConfigurationError(
                "text_config.rms_norm_eps", "must lie between 0 and 1, not \(normEpsilon)")
        }
        guard ropeTheta.isFinite, ropeTheta > 1, ropeTheta < 1e15 else {
            throw ConfigurationError(
                "text_config.rope_theta", "must lie between 1 and 1e15, not \(ropeTheta)")
        }
        guard initializerRange.isFinite, (0...1e3).contains(initializerRange) else {
            throw ConfigurationError("text_config.initializer_range", "must lie between 0 and 1000")
        }
        if let slidingWindow { try Self.check("sliding_window", slidingWindow, 1...1 << 30) }
    }

    private static func check(
        _ key: String, _ value: Int, _ range: ClosedRange<Int>
    ) throws(ConfigurationError) {
        guard range.contains(value) else {
            throw ConfigurationError(
                "text_config.\(key)",
                "must lie between \(range.lowerBound) and \(range.upperBound), not \(value)")
        }
    }
}
