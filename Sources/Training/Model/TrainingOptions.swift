import Tensors

/// What of a model is trained, and how it is computed with.
public struct TrainingOptions: Hashable, Sendable {
    /// Low-rank adapters to train instead of the model's own weights; nil trains the weights.
    public var adapters: LoRAConfiguration?
    /// Whether the vision tower stays as it is.
    public var freezesVision = false
    /// Whether the token embeddings stay as they are (and with them a tied output projection).
    public var freezesEmbeddings = false
    /// Whether a linear map from the last hidden state estimates values, as PPO needs.
    public var hasValueHead = false
    /// How matrix products are computed. Weights, gradients, moments and all sums are F32 either way.
    public var precision = MatrixPrecision.float32
    /// Whether layers are computed again in the backward pass, so that only their inputs are kept.
    public var recomputesActivations = false
    /// The optimiser.
    public var optimizer = AdamWConfiguration()
    /// Where new adapters and a new value head are drawn from.
    public var seed: UInt64 = 0

    /// Full fine-tuning in F32.
    public init() {}
}
