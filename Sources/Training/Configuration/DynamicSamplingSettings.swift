import JSON

/// DAPO's dynamic sampling: groups whose answers all have the same reward teach nothing and are sampled anew.
public struct DynamicSamplingSettings: Hashable, Sendable {
    public var isOn: Bool
    /// How often a step may sample before it goes on with the groups that it has.
    public var maximumRounds = 3

    /// On or off.
    public init(isOn: Bool) { self.isOn = isOn }

    init(json cursor: JSONCursor) throws {
        if let flag = cursor.value?.boolValue {
            isOn = flag
            return
        }
        isOn = true
        try cursor.allowOnly(["maximum_rounds"])
        maximumRounds = try cursor["maximum_rounds"].ifPresent?.integer(in: 1...100) ?? maximumRounds
    }

    var json: JSONValue { isOn ? ["maximum_rounds": .integer(maximumRounds)] : .bool(false) }
}
