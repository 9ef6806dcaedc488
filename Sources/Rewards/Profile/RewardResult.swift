import JSON

/// The reward of one answer.
public struct RewardResult: Hashable, Sendable {
    /// Two objects whose boxes overlap.
    public struct Collision: Hashable, Sendable {
        /// The identifier of the object that comes first in the scene.
        public let first: String
        /// The identifier of the other.
        public let second: String

        /// A colliding pair in the scene's order.
        public init(_ first: String, _ second: String) {
            self.first = first
            self.second = second
        }
    }

    /// The reward; nil where the original stops with an exception.
    public var total: Double?
    /// What the total is made of.
    public var terms: RewardTerms
    /// The colliding pairs of the furnished room; nil where the answer places nothing or the test stops.
    /// Known also where they do not enter the total.
    public var collisions: [Collision]?
    /// The objects that keep none of their relations (in profile `physical`, not all of them); nil as for
    /// `collisions`.
    public var violations: [String]?
    /// Why there is no total.
    public var fault: RewardFault?
    /// The terms of profile `physical` and what they rest on; nil in other profiles and where nothing is placed.
    public var physical: PhysicalScore?

    /// A result of these parts.
    public init(
        total: Double?, terms: RewardTerms, collisions: [Collision]? = nil, violations: [String]? = nil,
        fault: RewardFault? = nil, physical: PhysicalScore? = nil
    ) {
        self.total = total
        self.terms = terms
        self.collisions = collisions
        self.violations = violations
        self.fault = fault
        self.physical = physical
    }

    /// `{total, terms, collisions: [[a, b]], violations: [id], error: {type, detail} | null}`; profile `physical` adds
    /// its terms to `terms`, and `physical`, what they rest on.
    public var json: JSONValue {
        var terms = terms.json
        if let physical, case .object(var object) = terms {
            for term in physical.terms { object[term.name] = .number(term.value) }
            terms = .object(object)
        }
        var members: [(String, JSONValue)] = [
            ("total", total.map(JSONValue.number) ?? .null), ("terms", terms),
            ("collisions", .array((collisions ?? []).map { [.string($0.first), .string($0.second)] })),
            ("violations", .array((violations ?? []).map(JSONValue.string))), ("error", fault?.json ?? .null),
        ]
        if let physical { members.append(("physical", physical.json)) }
        return .object(JSONObject(members: members))
    }
}
