/// The vision tower's sizes. Names follow `vision_config` of Hugging Face's `config.json`, whose defaults
/// these are where a key is absent.
public struct VisionConfiguration: Hashable, Sendable {
    /// The towers of the family.
    public enum Architecture: String, Hashable, Sendable {
        /// Layer norms, a feed-forward layer with the sigmoid GELU, attention to the whole image.
        case qwen2VL = "Qwen2-VL"
        /// RMS norms, a gated feed-forward layer, attention within windows.
        case qwen25VL = "Qwen2.5-VL"
        /// As Qwen2-VL's with the hyperbolic GELU, learned positions, and features of inner blocks that go to the
        /// language model's first layers.
        case qwen3VL = "Qwen3-VL"
    }

    /// Which tower this is.
    public var architecture = Architecture.qwen25VL
    /// Blocks.
    public var depth = 32
    /// Width of the residual stream.
    public var hiddenSize = 3584
    /// Width of the feed-forward layers.
    public var intermediateSize = 3420
    /// Attention heads.
    public var heads = 16
    /// Colour channels.
    public var channels = 3
    /// Pixels along a patch's side.
    public var patchSize = 14
    /// Patches along the side of what becomes one token.
    public var spatialMergeSize = 2
    /// Frames a patch spans; a still image is repeated.
    public var temporalPatchSize = 2
    /// Pixels along the side of an attention window.
    public var windowSize = 112
    /// Width of the tokens handed to the language model.
    public var outputSize = 3584
    /// The blocks that attend to the whole image instead of a window.
    public var fullAttentionBlocks: Set<Int> = [7, 15, 23, 31]
    /// Qwen3-VL: learned positions, a square of them.
    public var learnedPositions = 2304
    /// Qwen3-VL: the blocks after which features go to the language model's first layers, in their order.
    public var deepstackBlocks: [Int] = []
    /// Base of the rotary frequencies.
    public var ropeTheta = 10_000.0
    /// ε of the norms, which the family fixes.
    public var normEpsilon = 1e-6
    /// Standard deviation of newly made weights.
    public var initializerRange = 0.02

    /// The defaults of a tower.
    public init(_ architecture: Architecture = .qwen25VL) {
        self.architecture = architecture
        switch architecture {
        case .qwen25VL: break
        case .qwen2VL: (hiddenSize, intermediateSize) = (1280, 5120)
        case .qwen3VL:
            (depth, hiddenSize, intermediateSize, patchSize) = (27, 1152, 4304, 16)
            deepstackBlocks = [8, 16, 24]
        }
    }

    /// The names that `hidden_act` may have.
    package var activation: [String] {
        switch architecture {
        case .qwen25VL: ["silu", "swish"]
        case .qwen2VL: ["quick_gelu"]
        case .qwen3VL: ["gelu_pytorch_tanh"]
        }
    }

    /// Numbers a head.
    public var headDimension: Int { hiddenSize / heads }
    /// Numbers a patch: channels x frames x side x side.
    public var patchWidth: Int { channels * temporalPatchSize * patchSize * patchSize }
    /// Patches that become one token.
    public var mergeUnit: Int { spatialMergeSize * spatialMergeSize }
    /// Numbers that the language model gets for each token: for its input and for some of its layers.
    public var featureWidth: Int { outputSize * (1 + deepstackBlocks.count) }
    /// Tokens along the side of an attention window.
    public var windowTokens: Int { windowSize / spatialMergeSize / patchSize }

    /// Checks that the sizes fit one another and are small enough to compute with.
    public func validate() throws(ConfigurationError) {
        try Self.check("depth", depth, 1...1024)
        try Self.check("hidden_size", hiddenSize, 1...1 << 16)
        try Self.check("intermediate_size", intermediateSize, 1...1 << 20)
        try Self.check("num_heads", heads, 1...4096)
        try Self.check("in_channels", channels, 1...16)
        try Self.check("patch_size", patchSize, 1...256)
        try Self.check("spatial_merge_size", spatialMergeSize, 1...16)
        try Self.check("temporal_patch_size", temporalPatchSize, 1...16)
        try Self.check("window_size", windowSize, 1...1 << 16)
        try Self.check("out_hidden_size", outputSize, 1...1 << 17)
        guard hiddenSize % heads == 0 else {
            throw ConfigurationError(
                "vision_config.num_heads", "(\(heads)) must divide hidden_size (\(hiddenSize))")
        }
        guard headDimension % 4 == 0 else {
            throw ConfigurationError(
                "vision_config.hidden_size",
                "gives heads of width \(headDimension), which must be a multiple of 4 to rotate in two axes")
        }
        if architecture == .qwen3VL {
            try Self.check("num_position_embeddings", learnedPositions, 1...1 << 20)
            let side = Int(Double(learnedPositions).squareRoot())
            guard side * side == learnedPositions else {
                throw ConfigurationError(
                    "vision_config.num_position_embeddings", "(\(learnedPositions)) must be a square")
            }
        }
        guard Set(deepstackBlocks).count == deepstackBlocks.count,
            deepstackBlocks.allSatisfy({ (0..<depth).contains($0) })
        else {
            throw ConfigurationError(
                "vision_config.deepstack_visual_indexes", "must be different blocks below depth (\(depth))")
        }
        guard architecture != .qwen25VL || windowTokens >= 1 else {
            throw ConfigurationError(
                "vision_config.window_size", "(\(windowSize)) is smaller than one merged patch")
        }
        guard ropeTheta.isFinite, ropeTheta > 1, ropeTheta < 1e15 else {
            throw ConfigurationError(
                "vision_config.rope_parameters.rope_theta", "must lie between 1 and 1e15, not \(ropeTheta)")
        }
        guard initializerRange.isFinite, (0...1e3).contains(initializerRange) else {
            throw ConfigurationError("vision_config.initializer_range", "must lie between 0 and 1000")
        }
    }

    private static func check(
        _ key: String, _ value: Int, _ range: ClosedRange<Int>
    ) throws(ConfigurationError) {
        guard range.contains(value) else {
            throw ConfigurationError(
                "vision_config.\(key)",
                "must lie between \(range.lowerBound) and \(range.upperBound), not \(value)")
        }
    }
}
