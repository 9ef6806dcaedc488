import JSON

/// The angle in a `rotation` member: a number of degrees, or whatever else stands there.
package enum StoredAngle: Hashable, Sendable {
    case degrees(Double)
    case missing
    case mistyped

    /// The angle in a JSON object.
    package init(_ object: JSONObject) {
        switch StoredNumber(object["z_angle"]) {
        case .number(let degrees): self = .degrees(degrees)
        case .missing: self = .missing
        case .mistyped: self = .mistyped
        }
    }

    /// The angle for comparisons: NaN, which equals no angle, where it is no number.
    package var comparable: Double {
        if case .degrees(let degrees) = self { return degrees }
        return .nan
    }
}
