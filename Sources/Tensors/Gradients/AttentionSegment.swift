/// A run of rows of a packed batch whose queries attend to the same keys: a sequence, the part of a sequence
/// after what it shares with others, or a window of an image.
package struct AttentionSegment: Hashable, Sendable {
    /// The queries.
    package let rows: Range<Int>
    /// The keys: runs of rows, one after another. With causal attention the last run is that of the queries.
    package let keys: [Range<Int>]
    /// Whether a query sees only the keys up to its own.
    package let isCausal: Bool

    package init(rows: Range<Int>, keys: [Range<Int>], isCausal: Bool) {
        self.rows = rows
        self.keys = keys
        self.isCausal = isCausal
    }

    /// How many keys there are.
    var keyCount: Int { keys.reduce(0) { $0 + $1.count } }

    /// The keys, counted through all runs, that the query of a row sees.
    func visible(_ row: Int, window: Int?) -> Range<Int> {
        let total = keyCount
        guard isCausal else { return 0..<total }
        let position = total - rows.count + row - rows.lowerBound
        return max(0, position + 1 - (window ?? Int.max / 2))..<position + 1
    }
}
