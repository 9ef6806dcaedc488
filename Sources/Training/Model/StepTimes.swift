/// Where the time of a model's passes went, in seconds.
public struct StepTimes: Hashable, Sendable {
    /// Layers forward, the vision tower among them.
    public var forward = 0.0
    /// Norm, logits, log-probabilities and their gradients.
    public var vocabulary = 0.0
    /// Layers backward.
    public var backward = 0.0
    /// Norm of the gradients and AdamW.
    public var optimizer = 0.0
}
