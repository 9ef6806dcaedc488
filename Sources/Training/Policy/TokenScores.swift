/// What a policy says of the scored tokens of one sequence, in their order.
public struct TokenScores: Hashable, Sendable {
    /// Natural logs of the tokens' probabilities, at the temperature asked for, over the ids allowed there.
    public var logProbabilities: [Float]
    /// The entropy of each token's distribution, in nats.
    public var entropies: [Float]
    /// The value head's estimate at each token; empty where the policy has none.
    public var values: [Float]

    /// The scores of one sequence.
    public init(logProbabilities: [Float], entropies: [Float] = [], values: [Float] = []) {
        self.logProbabilities = logProbabilities
        self.entropies = entropies
        self.values = values
    }
}
