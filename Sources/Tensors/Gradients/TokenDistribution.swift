import CKernels
import Foundation

/// The distribution over a vocabulary of each of some rows of logits, and the derivative of tokens'
/// log-probabilities and entropies. With p = softmax(z / τ), log p and H = −Σ p log p,
///
///     ∂(log p_t)/∂z_j = (δ_jt − p_j) / τ        ∂H/∂z_j = −p_j (log p_j + H) / τ
package enum TokenDistribution {
    /// What a row's softmax is made of.
    package struct Normalizer: Hashable, Sendable {
        /// log Σ exp(z / τ).
        package var logSumExp: Float
        /// H, in nats.
        package var entropy: Float

        package init(logSumExp: Float, entropy: Float) {
            self.logSumExp = logSumExp
            self.entropy = entropy
        }
    }

    /// The normalisers of all rows.
    package static func normalizers(
        _ logits: Matrix, temperature: Float, using set: InstructionSet = .best
    ) -> [Normalizer] {
        [Normalizer](unsafeUninitializedCapacity: logits.rows) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            Rows.forEach(logits.rows, work: logits.columns * 24) { row in
                var (logSumExp, entropy): (Float, Float) = (0, 0)
                ck_log_sum_exp(
                    set.kernelSet, logits.row(row), logits.columns, 1 / temperature, &logSumExp, &entropy)
                (base + row).initialize(to: Normalizer(logSumExp: logSumExp, entropy: entropy))
            }
            count = logits.rows
        }
    }

    /// The plain form: log-probability of a token and entropy.
    package static func reference(
        _ logits: [Float], token: Int, temperature: Float
    ) -> (logProbability: Double, entropy: Double) {
        let scaled = logits.map { Double($0) / Double(temperature) }
        let greatest = scaled.max() ?? 0
        let normalizer = greatest + log(scaled.reduce(0.0) { $0 + exp($1 - greatest) })
        let entropy = -scaled.reduce(0.0) { $0 + exp($1 - normalizer) * ($1 - normalizer) }
        return (scaled[token] - normalizer, entropy)
    }

    /// Replaces logits by gradients.
    /// - Parameters:
    ///   - tokens: one a row.
    ///   - byLogProbability, byEntropy: the loss's derivatives, one a row.
    package static func backward(
        _ logits: Matrix, tokens: ArraySlice<Int>, normalizers: ArraySlice<Normalizer>,
        byLogProbability: ArraySlice<Float>, byEntropy: ArraySlice<Float>, temperature: Float,
        using set: InstructionSet = .best
    ) {
        Rows.forEach(logits.rows, work: logits.columns * 24) { row in
            let normalizer = normalizers[normalizers.startIndex + row]
            let coefficient = byLogProbability[byLogProbability.startIndex + row]
            let numbers = logits.row(row)
            ck_log_probability_gradient(
                set.kernelSet, numbers, logits.columns, 1 / temperature, normalizer.logSumExp,
                normalizer.entropy, coefficient, byEntropy[byEntropy.startIndex + row])
            numbers[tokens[tokens.startIndex + row]] += coefficient / temperature
        }
    }
}
