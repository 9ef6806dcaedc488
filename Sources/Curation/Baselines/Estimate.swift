import JSON

/// A mean and half of the width of its 95 % interval (normal approximation: 1.96 standard errors).
public struct Estimate: Hashable, Sendable {
    public let mean: Double
    public let halfWidth: Double

    /// The estimate from a sample; zeros from an empty one.
    public init(_ values: [Double]) {
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
        self.mean = mean
        halfWidth = 1.96 * (variance / count).squareRoot()
    }

    var json: JSONValue {
        ["mean": .number(mean), "interval": [.number(mean - halfWidth), .number(mean + halfWidth)]]
    }
}
