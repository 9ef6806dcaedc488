/// DAPO's dynamic sampling: a group teaches something only where its rewards differ, for otherwise all its
/// advantages are 0.
///
/// Source: Q. Yu et al., "DAPO", arXiv 2503.14476, section 3.2, equation 11. There rewards are right or wrong;
/// here, where they are continuous, alike means a standard deviation below `threshold`.
public enum DynamicSampling {
    /// Below this deviation rewards count as alike.
    public static let threshold = 1e-9

    /// Whether a group's rewards differ.
    public static func isInformative(_ rewards: [Double]) -> Bool {
        Groups.standardDeviation(rewards) > threshold
    }
}
