import JSON

/// Why a scene or an answer has no reward: where the original's code stops with an exception.
///
/// The type is the Python exception's, so that results compare with the original's; the detail is ours.
public struct RewardFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of exception that the original's reward raises.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A value of a kind that cannot be calculated with.
        case typeError = "TypeError"
        /// A member that is missing, or a preposition that is not known.
        case keyError = "KeyError"
        /// A relation to an object that is not in the scene.
        case indexError = "IndexError"
        /// An empty size, an unknown parent, a NaN grade.
        case valueError = "ValueError"
        /// A size that is not an object.
        case attributeError = "AttributeError"
        /// A directional relation to a target at another angle than 0, 90, 180 or 270.
        case unboundLocalError = "UnboundLocalError"
        /// Parents that run in a circle, or JSON nested too deep.
        case recursionError = "RecursionError"
        /// An infinite grade.
        case overflowError = "OverflowError"
        /// A fault in the size of a pair's second object.
        case exception = "Exception"
    }

    /// The Python exception's type.
    public let kind: Kind
    /// What is wrong, in words.
    public let detail: String

    /// A fault of this kind.
    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// A member that is missing.
    package static func missing(_ name: String) -> RewardFault {
        RewardFault(.keyError, "'\(name)' is missing")
    }

    /// A member of the wrong kind.
    package static func mistyped(_ name: String) -> RewardFault {
        RewardFault(.typeError, "'\(name)' has the wrong type")
    }

    /// Type and detail.
    public var description: String { "\(kind.rawValue): \(detail)" }

    /// `{type, detail}`.
    public var json: JSONValue { ["type": .string(kind.rawValue), "detail": .string(detail)] }
}
