import JSON

/// How far the model may go from where it started: a penalty on the Kullback-Leibler divergence.
public struct KLSettings: Hashable, Sendable {
    /// Where the penalty goes.
    public enum Place: String, CaseIterable, Hashable, Sendable {
        /// A term of the loss.
        case loss
        /// Taken from the reward of each token.
        case reward
    }

    /// Estimated how, see `KLEstimator`.
    public var kind = KLEstimator.lowVariance
    /// The weight of the penalty; 0 leaves it, and the reference's passes, out.
    public var coefficient = 0.001
    public var place = Place.loss
    /// With a target the coefficient follows the divergence, see `KLController`; only in the reward.
    public var target: Double?
    /// Over how many answers the coefficient may double, about.
    public var horizon = 10_000.0

    /// The original's: k3 in the loss.
    public init() {}

    init(json cursor: JSONCursor, defaults: KLSettings) throws {
        self = defaults
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["kind", "coefficient", "place", "target", "horizon"]) }
        try reader.check { kind = try cursor["kind"].ifPresent?.choice(KLEstimator.self) ?? kind }
        try reader.check {
            coefficient = try cursor["coefficient"].ifPresent?.double(in: 0...100) ?? coefficient
        }
        try reader.check { place = try cursor["place"].ifPresent?.choice(Place.self) ?? place }
        try reader.check { target = try cursor["target"].ifPresent?.double(in: 1e-6...1e6) }
        try reader.check { horizon = try cursor["horizon"].ifPresent?.double(in: 1...1e9) ?? horizon }
        try reader.check {
            if target != nil, place == .loss {
                throw cursor["target"].fault("is for a penalty in the reward: 'place' must be 'reward'")
            }
        }
        try reader.finish()
    }

    var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "coefficient": .number(coefficient),
            "place": .string(place.rawValue), "target": target.map(JSONValue.number) ?? .null,
            "horizon": .number(horizon),
        ]
    }
}
