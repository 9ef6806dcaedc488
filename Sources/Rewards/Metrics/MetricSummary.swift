import JSON

/// The headline numbers' means over many scenes.
public struct MetricSummary: Sendable {
    private var sums: [String: (sum: Double, count: Int)] = [:]
    private var order: [String] = []
    /// How many scenes.
    public private(set) var scenes = 0
    /// How many objects in all of them.
    public private(set) var objects = 0

    /// A summary of nothing.
    public init() {}

    /// Takes a scene in.
    public mutating func add(_ metrics: SceneMetrics) {
        scenes += 1
        objects += metrics.ids.count
        for (name, value) in metrics.headline {
            if sums[name] == nil {
                sums[name] = (0, 0)
                order.append(name)
            }
            guard let value, let known = sums[name] else { continue }
            sums[name] = (known.sum + value, known.count + 1)
        }
    }

    /// A number's mean over the scenes that have it; nil where none has.
    public func mean(_ name: String) -> Double? {
        guard let known = sums[name], known.count > 0 else { return nil }
        return known.sum / Double(known.count)
    }

    /// `{scenes, objects, means: {name: number | null}}`.
    public var json: JSONValue {
        [
            "scenes": .integer(scenes), "objects": .integer(objects),
            "means": .object(JSONObject(members: order.map { ($0, mean($0).map(JSONValue.number) ?? .null) })),
        ]
    }
}
