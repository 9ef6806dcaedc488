/// The numbers of AdamW; see `AdamWKernel` for the formula. The defaults are torch's.
public struct AdamWConfiguration: Hashable, Sendable {
    /// How fast the mean of the gradients forgets.
    public var beta1 = 0.9
    /// How fast the mean of their squares forgets.
    public var beta2 = 0.999
    /// ε, added to the root of the mean of squares.
    public var epsilon = 1e-8
    /// λ, the decoupled weight decay.
    public var weightDecay = 0.01
    /// Whether norms' scales and biases decay too, as all parameters do in torch unless told otherwise.
    public var decaysVectors = true

    /// torch's defaults.
    public init() {}

    /// - Throws: `TrainableModelError.setting`.
    func validate() throws(TrainableModelError) {
        for (name, value) in [("beta1", beta1), ("beta2", beta2)] where !(value >= 0 && value < 1) {
            throw .setting(name, detail: "must lie in 0..<1, not \(value)")
        }
        guard epsilon.isFinite, epsilon > 0 else {
            throw .setting("epsilon", detail: "must be greater than 0, not \(epsilon)")
        }
        guard weightDecay.isFinite, (0..<1e6).contains(weightDecay) else {
            throw .setting("weight_decay", detail: "must be 0 or greater, not \(weightDecay)")
        }
    }
}
