/// PPO's loss of a value head, clipped around the values at the time of sampling.
///
/// ```
/// L = ½ max((v − R)², (clamp(v, v_old − c, v_old + c) − R)²)
/// ```
///
/// Source: J. Schulman et al., "Proximal policy optimization algorithms", arXiv 1707.06347, in the form of verl's
/// `compute_value_loss`.
public enum ValueLoss {
    /// The loss of one token's value, its derivative by the value, and whether the clip decides.
    public static func term(
        value: Double, old: Double, target: Double, clip: Double
    ) -> (loss: Double, derivative: Double, isClipped: Bool) {
        let clipped = min(max(value, old - clip), old + clip)
        let (plain, bounded) = ((value - target) * (value - target), (clipped - target) * (clipped - target))
        // Where the clipped one is greater the value lies beyond the clip, which passes no gradient.
        return bounded > plain ? (0.5 * bounded, 0, true) : (0.5 * plain, value - target, false)
    }
}
