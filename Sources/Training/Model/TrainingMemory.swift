import Tensors
import VLM

/// The memory that training takes, in bytes, told from the sizes alone.
public struct TrainingMemory: Hashable, Sendable, CustomStringConvertible {
    /// The weights in F32, adapters and value head among them.
    public var weights = 0
    /// Gradients of what is trained.
    public var gradients = 0
    /// The optimiser's two moments of what is trained.
    public var moments = 0
    /// The kept copy of the initial weights, where reference scores are asked for.
    public var reference = 0
    /// What a batch's forward pass keeps for its backward pass, and both use in between.
    public var activations = 0

    /// All of it.
    public var total: Int { weights + gradients + moments + reference + activations }

    public var description: String {
        func size(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MiB" }
        return """
            \(size(total)): weights \(size(weights)), gradients \(size(gradients)), moments \(size(moments)), \
            reference \(size(reference)), activations \(size(activations))
            """
    }

    /// What a batch takes.
    /// - Parameters:
    ///   - lengths: tokens of each sequence; what sequences share is not counted on.
    ///   - patches: of all different images of the batch.
    ///   - scoredTokens: how many tokens are scored; nil: all.
    ///   - keepsReference: whether reference scores are asked for.
    public init(
        configuration: Qwen25VLConfiguration, options: TrainingOptions, lengths: [Int], patches: Int = 0,
        scoredTokens: Int? = nil, keepsReference: Bool = false
    ) {
        let layers = ModelLayers(configuration, options)
        weights = 4 * layers.layout.weightCount
        gradients = 4 * layers.layout.gradientCount
        moments = 8 * layers.layout.gradientCount
        reference = keepsReference && options.adapters == nil ? weights : 0
        let rows = lengths.reduce(0, +)
        let width = configuration.text.hiddenSize
        let scored = scoredTokens ?? rows
        var floats = Blocks(layers.language.blocks, rows: rows, options).floats
        let vocabulary = configuration.text.vocabularySize
        let logits = min(scored, TrainableHead.chunkRows(vocabulary: vocabulary)) * vocabulary
        // Four matrices of scored rows in the head, and the hidden states' gradient.
        floats += 4 * scored * width + rows * width + logits
        if options.precision == .bfloat16 { floats += logits / 2 + vocabulary * width / 2 }
        if let vision = layers.vision, patches > 0 {
            let c = configuration.vision
            let blocks = Blocks(vision.blocks, rows: patches, options)
            let tokens = patches / c.mergeUnit
            floats += vision.isTrained ? blocks.floats : blocks.transient
            floats += patches * (c.patchWidth + 4 * c.hiddenSize) + tokens * 4 * c.outputSize
        }
        activations = 4 * floats
    }

    /// What some blocks keep and use for some rows, in floats.
    private struct Blocks {
        var floats = 0
        /// What one block uses on its way.
        var transient = 0

        init(_ blocks: [TrainableBlock], rows: Int, _ options: TrainingOptions) {
            guard let block = blocks.first else { return }
            let (attention, feeding) = (block.attention, block.feedForward)
            let width = attention.queryKeyValue.inputs
            let adapters = block.linears.flatMap(\.adapters).reduce(0) { $0 + $1.a.rows }
            let tape =
                width + attention.queryKeyValue.outputs + attention.output.inputs
                + attention.geometry.queryHeads + feeding.gateUp.outputs + adapters
            let feedingUse = feeding.down.inputs + 2 * width
            let attentionUse = attention.output.inputs + attention.queryKeyValue.outputs + 2 * width
            var use = rows * (max(feedingUse, attentionUse) + 2 * width + adapters)
            if options.precision == .bfloat16 {
                let widest = max(feeding.gateUp.outputs, attention.queryKeyValue.outputs)
                use += rows * (widest + width) / 2 + widest * width / 2
            }
            transient = use
            let kept = options.recomputesActivations ? 1 : blocks.count
            floats = rows * (blocks.count + 1) * width + rows * kept * tape + use
        }
    }
}
