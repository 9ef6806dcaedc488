/// The loss of a mini-batch of answers and its derivative by what the policy says of each token.
///
/// ```
/// L = Σ_t w_t (surrogate_t − c_H H_t + β_KL kl_t) + c_V Σ_t w_t value_t
/// ```
///
/// w_t weighs tokens as `LossAggregation` says, over the whole mini-batch: how it is cut into micro-batches changes
/// the loss by rounding only. With GSPO the surrogate is that of the answer, at each of its tokens.
public struct PolicyObjective: Sendable {
    /// An answer with what is fixed while the policy is updated.
    public struct Answer: Sendable {
        /// Log-probabilities at the time of sampling.
        public var old: [Double]
        /// Of each token.
        public var advantages: [Double]
        /// Log-probabilities of the reference; empty where there is no KL term in the loss.
        public var reference: [Double] = []
        /// Values at the time of sampling, and returns; empty where there is no critic.
        public var oldValues: [Double] = []
        public var returns: [Double] = []

        /// An answer.
        public init(old: [Double], advantages: [Double]) {
            self.old = old
            self.advantages = advantages
        }
    }

    /// Sums over tokens that statistics come from.
    public struct Totals: Hashable, Sendable {
        public var loss = 0.0
        public var valueLoss = 0.0
        public var entropy = 0.0
        public var divergence = 0.0
        public var clippedLow = 0.0
        public var clippedHigh = 0.0
        public var oldDivergence = 0.0
        public var greatestDifference = 0.0
        public var tokens = 0

        /// Nothing yet.
        public init() {}

        static func += (left: inout Totals, right: Totals) {
            left.loss += right.loss
            left.valueLoss += right.valueLoss
            left.entropy += right.entropy
            left.divergence += right.divergence
            left.clippedLow += right.clippedLow
            left.clippedHigh += right.clippedHigh
            left.oldDivergence += right.oldDivergence
            left.greatestDifference = max(left.greatestDifference, right.greatestDifference)
            left.tokens += right.tokens
        }
    }

    public let usesSequenceRatio: Bool
    public let clip: ClipSettings
    public let kl: KLSettings
    public let entropyCoefficient: Double
    public let critic: CriticSettings

    /// The objective of a configuration.
    public init(_ configuration: TrainingConfiguration) {
        usesSequenceRatio = configuration.algorithm == .gspo
        clip = configuration.clip
        kl = configuration.kl
        entropyCoefficient = configuration.entropyCoefficient
        critic = configuration.critic
    }

    /// What each token of each answer of a mini-batch counts.
    public static func weights(counts: [Int], aggregation: LossAggregation) -> [Double] {
        switch aggregation {
        case .sequenceMean:
            let answers = Double(counts.count { $0 > 0 })
            return counts.map { $0 > 0 ? 1 / (answers * Double($0)) : 0 }
        case .tokenMean:
            let tokens = Double(counts.reduce(0, +))
            return counts.map { $0 > 0 ? 1 / tokens : 0 }
        }
    }

    /// The loss of one answer and its derivative.
    /// - Parameters:
    ///   - weight: w of its tokens.
    ///   - totals: takes the answer's statistics.
    public func gradients(
        of answer: Answer, scores: TokenScores, weight: Double, totals: inout Totals
    ) -> TokenGradients {
        let count = answer.old.count
        let current = scores.logProbabilities.map(Double.init)
        let sequence =
            usesSequenceRatio
            ? SequenceRatio.term(
                logProbabilities: current, old: answer.old, advantage: Groups.mean(answer.advantages), clip: clip)
            : nil
        var own = Totals()
        own.tokens = count
        var gradients = TokenGradients(
            logProbabilities: [Float](repeating: 0, count: count), entropies: [], values: [])
        for index in 0..<count {
            let term =
                sequence
                ?? ClippedSurrogate.term(
                    logProbability: current[index], old: answer.old[index], advantage: answer.advantages[index],
                    clip: clip)
            // An answer's term stands at each of its n tokens, and its ratio depends on each by 1/n: the same sum.
            var derivative = term.derivative
            own.loss += weight * term.loss
            if term.isClipped { if term.ratio < 1 { own.clippedLow += 1 } else { own.clippedHigh += 1 } }
            let difference = answer.old[index] - current[index]
            own.oldDivergence += difference
            own.greatestDifference = max(own.greatestDifference, abs(difference))
            if !answer.reference.isEmpty {
                let (policy, reference) = (current[index], answer.reference[index])
                let value = kl.kind.value(policy: policy, reference: reference)
                own.divergence += value
                own.loss += weight * kl.coefficient * value
                derivative += kl.coefficient * kl.kind.derivative(policy: policy, reference: reference)
            }
            gradients.logProbabilities[index] = Float(weight * derivative)
        }
        addEntropy(scores, weight, &own, &gradients)
        addValues(answer, scores, weight, &own, &gradients)
        totals += own
        return gradients
    }

    private func addEntropy(
        _ scores: TokenScores, _ weight: Double, _ totals: inout Totals, _ gradients: inout TokenGradients
    ) {
        for entropy in scores.entropies {
            totals.entropy += Double(entropy)
            totals.loss -= weight * entropyCoefficient * Double(entropy)
        }
        guard entropyCoefficient != 0, !scores.entropies.isEmpty else { return }
        gradients.entropies = [Float](
            repeating: Float(-weight * entropyCoefficient), count: scores.entropies.count)
    }

    private func addValues(
        _ answer: Answer, _ scores: TokenScores, _ weight: Double, _ totals: inout Totals,
        _ gradients: inout TokenGradients
    ) {
        guard !answer.returns.isEmpty, scores.values.count == answer.returns.count else { return }
        gradients.values = scores.values.indices.map { index in
            let term = ValueLoss.term(
                value: Double(scores.values[index]), old: answer.oldValues[index], target: answer.returns[index],
                clip: critic.clip)
            totals.valueLoss += weight * term.loss
            totals.loss += weight * critic.coefficient * term.loss
            return Float(weight * critic.coefficient * term.derivative)
        }
    }
}
