/// Bounds that several settings share.
enum Limits {
    /// Whole numbers that every JSON reader keeps exactly.
    static let seeds = 0...9_007_199_254_740_991
    /// The most rooms or rows given inside of a configuration.
    static let inlineCount = 10_000
}
