import JSON

/// How far the ratio of new to old probability may go before its gradient is cut.
public struct ClipSettings: Hashable, Sendable {
    /// The ratio's lower end is 1 − low.
    public var low = 0.2
    /// The ratio's upper end is 1 + high.
    public var high = 0.2

    /// 0.8 to 1.2.
    public init(low: Double = 0.2, high: Double = 0.2) {
        self.low = low
        self.high = high
    }

    init(json cursor: JSONCursor, defaults: ClipSettings) throws {
        self = defaults
        if cursor.value?.doubleValue != nil {
            low = try cursor.double(in: 1e-6...0.999)
            high = low
            return
        }
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["low", "high"]) }
        try reader.check { low = try cursor["low"].ifPresent?.double(in: 1e-6...0.999) ?? low }
        try reader.check { high = try cursor["high"].ifPresent?.double(in: 1e-6...100) ?? high }
        try reader.finish()
    }

    var json: JSONValue { ["low": .number(low), "high": .number(high)] }
}
