/// The derivative of a loss by the scores of one sequence, in their order. An empty array means zeros.
public struct TokenGradients: Hashable, Sendable {
    /// ∂L/∂(log-probability).
    public var logProbabilities: [Float]
    /// ∂L/∂(entropy).
    public var entropies: [Float]
    /// ∂L/∂(value).
    public var values: [Float]

    /// The derivative for one sequence.
    public init(logProbabilities: [Float], entropies: [Float] = [], values: [Float] = []) {
        self.logProbabilities = logProbabilities
        self.entropies = entropies
        self.values = values
    }
}
