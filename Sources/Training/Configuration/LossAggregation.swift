/// How the losses of tokens become one loss.
public enum LossAggregation: String, CaseIterable, Hashable, Sendable {
    /// The mean over an answer's tokens, then over answers: GRPO's, and what the original computes with one
    /// answer a micro-batch, as all its scripts have it.
    case sequenceMean = "sequence_mean"
    /// The mean over all tokens of the mini-batch: DAPO's; each token counts the same in long answers and short.
    case tokenMean = "token_mean"
}
