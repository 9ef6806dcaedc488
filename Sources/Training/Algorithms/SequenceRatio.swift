import Foundation

/// GSPO: the ratio of new to old probability is that of the whole answer, normalised by its length.
///
/// ```
/// s_i = exp(1/|y_i| Σ_t (log p_t − log p_old,t))
/// L_i = max(−A_i s_i, −A_i clamp(s_i, 1 − ε_low, 1 + ε_high))
/// ```
///
/// Source: C. Zheng et al., "Group Sequence Policy Optimization", arXiv 2507.18071, equations 5 and 7.
public enum SequenceRatio {
    /// The loss of one answer; its derivative by each of its tokens' log-probabilities is `term.derivative / count`.
    public static func term(
        logProbabilities: [Double], old: [Double], advantage: Double, clip: ClipSettings
    ) -> ClippedSurrogate.Term {
        let difference = zip(logProbabilities, old).reduce(0) { $0 + $1.0 - $1.1 }
        return ClippedSurrogate.term(
            logProbability: difference / Double(max(1, old.count)), old: 0, advantage: advantage, clip: clip)
    }
}
