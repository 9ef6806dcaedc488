/// How the next token is drawn.
public struct SamplingParameters: Hashable, Sendable {
    /// Divides the logits; 0 takes the most probable token.
    public var temperature: Double
    /// Only the k most probable tokens are drawn from; nil for all.
    public var topK: Int?
    /// Only the most probable tokens that together reach this probability are drawn from.
    public var topP: Double

    /// Parameters of these values.
    public init(temperature: Double = 1, topK: Int? = nil, topP: Double = 1) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
    }

    /// Always the most probable token.
    public static let greedy = SamplingParameters(temperature: 0)

    /// - Throws: `GenerationError.invalidParameter`.
    package func validate() throws(GenerationError) {
        guard temperature == 0 || (1e-6...100).contains(temperature) else {
            throw .invalidParameter(
                name: "temperature", detail: "must be 0 or lie between 0.000001 and 100, not \(temperature)")
        }
        if let topK, topK < 1 {
            throw .invalidParameter(name: "top_k", detail: "must be at least 1, not \(topK)")
        }
        guard topP > 0, topP <= 1 else {
            throw .invalidParameter(
                name: "top_p", detail: "must be greater than 0 and at most 1, not \(topP)")
        }
    }
}
