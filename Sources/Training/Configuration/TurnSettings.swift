import JSON

/// How many turns an answer takes and what they are worth together.
public struct TurnSettings: Hashable, Sendable {
    /// How the turns' rewards r_0 … r_T−1 become one return.
    public enum Return: String, CaseIterable, Hashable, Sendable {
        /// Σ γ^t r_t: the paper's.
        case discountedSum = "discounted_sum"
        /// Σ γ^t r_t / Σ γ^t: the original code's; stays on the scale of one reward.
        case normalizedMean = "normalized_mean"
    }

    /// What a turn's tokens are credited with.
    public enum Credit: String, CaseIterable, Hashable, Sendable {
        /// The return of all turns, as in the original: they are one episode.
        case trajectory
        /// What the turn adds to the one before, r_t − r_t−1, compared with the same turn of the group's others. What a
        /// later turn is given to mend differs between the answers of a group far more than what they make of it, and
        /// is no merit of that turn: r_t−1 is a baseline, which depends on the turn's prompt alone and so changes no
        /// expected gradient (R. J. Williams, "Simple statistical gradient-following algorithms for connectionist
        /// reinforcement learning", 1992). What a turn does for those after it is left out.
        case turn
    }

    public var count = 1
    public var `return` = Return.normalizedMean
    /// γ. The first turn weighs most.
    public var discount = 0.9
    public var credit = Credit.trajectory
    /// With supervised learning and several turns: how many of the made-up rooms are met in their second.
    public var share = 0.25

    /// One turn.
    public init() {}

    /// The return of one trajectory.
    public func total(of rewards: [Double]) -> Double {
        var (sum, weights, weight) = (0.0, 0.0, 1.0)
        for reward in rewards {
            sum += weight * reward
            weights += weight
            weight *= discount
        }
        return switch `return` {
        case .discountedSum: sum
        case .normalizedMean: weights == 0 ? 0 : sum / weights
        }
    }

    init(json cursor: JSONCursor) throws {
        if cursor.value?.doubleValue != nil {
            count = try cursor.integer(in: 1...5)
            return
        }
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["count", "return", "discount", "credit", "share"]) }
        try reader.check { count = try cursor["count"].ifPresent?.integer(in: 1...5) ?? count }
        try reader.check { `return` = try cursor["return"].ifPresent?.choice(Return.self) ?? `return` }
        try reader.check { discount = try cursor["discount"].ifPresent?.double(in: 0...1) ?? discount }
        try reader.check { credit = try cursor["credit"].ifPresent?.choice(Credit.self) ?? credit }
        try reader.check { share = try cursor["share"].ifPresent?.double(in: 0...1) ?? share }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "count": .integer(count), "return": .string(`return`.rawValue), "discount": .number(discount),
            "credit": .string(credit.rawValue), "share": .number(share),
        ]
    }
}
