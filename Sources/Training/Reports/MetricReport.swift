import Foundation

/// What a run has measured, step by step, as reports show it.
public struct MetricReport: Hashable, Sendable {
    /// Numbers of one step, and when they were measured.
    public struct Entry: Hashable, Sendable {
        public var time: Date
        public var row: MetricRow

        /// Numbers of one step.
        public init(time: Date, row: MetricRow) {
            self.time = time
            self.row = row
        }
    }

    /// In the order of their steps.
    public var entries: [Entry]

    /// A report of these rows.
    public init(_ entries: [Entry]) {
        self.entries = entries
    }
}
