import JSON

/// The numbers of one step, by the names that TRL's users know, in a fixed order.
public struct MetricRow: Hashable, Sendable {
    /// A name with its number.
    public struct Metric: Hashable, Sendable {
        public let name: String
        public let value: Double

        /// A metric.
        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// The step that the numbers are of, from 1.
    public let step: Int
    public let metrics: [Metric]

    /// A row.
    public init(step: Int, metrics: [Metric]) {
        self.step = step
        self.metrics = metrics
    }

    /// The number of this name.
    public subscript(name: String) -> Double? { metrics.first { $0.name == name }?.value }

    /// `{"step": 1, "reward": 0.3, …}`.
    public var json: JSONValue {
        .object(
            JSONObject(members: [("step", .integer(step))] + metrics.map { ($0.name, .number($0.value)) }))
    }
}
