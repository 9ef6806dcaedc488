/// DAPO's soft punishment of answers that come near the limit of tokens, so that cut ones do not add noise.
///
/// ```
/// 0                                      |y| ≤ L − B
/// −p ((L − B) → 0 … L → 1 linearly)      L − B < |y| ≤ L
/// −p                                     beyond, and where the answer was cut
/// ```
///
/// Source: Q. Yu et al., "DAPO", arXiv 2503.14476, section 3.4, equation 13, with p = 1.
public enum OverlongPenalty {
    /// What is added to the reward of an answer.
    /// - Parameters:
    ///   - count: the answer's tokens.
    ///   - limit: L, the most tokens that an answer may have.
    public static func value(tokens count: Int, limit: Int, isCut: Bool, settings: OverlongSettings) -> Double {
        if isCut || count > limit { return -settings.penalty }
        let buffer = min(settings.buffer, limit)
        let excess = count - (limit - buffer)
        return excess <= 0 ? 0 : -settings.penalty * Double(excess) / Double(buffer)
    }
}
