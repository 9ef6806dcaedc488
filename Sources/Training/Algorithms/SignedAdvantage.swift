/// How much advantages below zero count.
///
/// ```
/// A' = A where A >= 0,  ν A where A < 0
/// ```
///
/// With ν = 0 only what was better than its like is learnt from, as RAFT learns from the best of some answers (Dong et
/// al. 2023, arXiv:2304.06767); Zhu et al. 2025 (arXiv:2506.01347) weigh both signs. The likelihood that a worse token loses
/// may go to any other, that which a better one gains stays with it, so that the variety of answers falls sooner. Without
/// its negative part an advantage no longer has the mean 0, which is noise: the default model gained nothing so.
public enum SignedAdvantage {
    /// Advantages of tokens, those below zero times `negative`.
    public static func weighted(_ advantages: [[Double]], negative: Double) -> [[Double]] {
        guard negative != 1 else { return advantages }
        return advantages.map { $0.map { $0 < 0 ? $0 * negative : $0 } }
    }
}
