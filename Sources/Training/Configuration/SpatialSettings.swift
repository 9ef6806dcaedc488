import JSON

/// What of 3D-SPO may be chosen, see `SpatialAdvantage`.
public struct SpatialSettings: Hashable, Sendable {
    /// Whether coordinate tokens are compared with the mean of what such tokens of the group are worth, not with that of
    /// the answers.
    public var isCentred = false

    /// As published.
    public init() {}

    init(json cursor: JSONCursor) throws {
        try cursor.allowOnly(["centred"])
        isCentred = try cursor["centred"].ifPresent?.bool() ?? isCentred
    }

    var json: JSONValue { ["centred": .bool(isCentred)] }
}
