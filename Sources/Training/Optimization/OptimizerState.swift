/// All that training has besides the weights: the optimiser's moments by parameter, and the parameters that
/// checkpoints do not hold.
public struct OptimizerState: Hashable, Sendable {
    /// Steps taken.
    public var step: Int
    /// Numbers by name: `NAME.exp_avg` and `NAME.exp_avg_sq` for each trained parameter, as torch calls them.
    public var moments: [String: [Float]]
    /// Adapters and the value head, by name.
    public var extraWeights: [String: [Float]]

    /// A state.
    public init(step: Int, moments: [String: [Float]], extraWeights: [String: [Float]]) {
        self.step = step
        self.moments = moments
        self.extraWeights = extraWeights
    }
}
