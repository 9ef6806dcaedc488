import JSON

/// A member that ought to be an object: read only when the original would, and then absent, of the wrong
/// kind, or there.
package enum StoredMember<Value: Sendable>: Sendable {
    case missing
    case mistyped
    case value(Value)

    /// Decodes the member with `decode` where it is an object.
    package init(_ value: JSONValue?, _ decode: (JSONObject) -> Value) {
        switch value {
        case nil: self = .missing
        case .object(let object)?: self = .value(decode(object))
        default: self = .mistyped
        }
    }

    /// Whether the member is there, of whatever kind.
    package var isPresent: Bool {
        if case .missing = self { return false }
        return true
    }

    /// The object, or the exception that a look into it raises.
    package func get(_ name: String) throws(RewardFault) -> Value {
        switch self {
        case .missing: throw .missing(name)
        case .mistyped: throw .mistyped(name)
        case .value(let value): return value
        }
    }
}
