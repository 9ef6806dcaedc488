import JSON

/// What each term of profile `physical` counts; they add up to 1.
public struct PhysicalWeights: Hashable, Sendable {
    /// The answer is well written and names every object once.
    public let format: Double
    /// `CollisionTerm`.
    public let collision: Double
    /// `InsideTerm`.
    public let inside: Double
    /// `SupportTerm`.
    public let support: Double
    /// `RelationTerm`.
    public let relations: Double
    /// `ClearanceTerm`.
    public let clearance: Double
    /// `AccessTerm`.
    public let access: Double
    /// `Judgement.score`.
    public let judge: Double

    /// Where nobody judges.
    public static let unjudged = PhysicalWeights(judge: 0)
    /// Where a judge gives grades: they count a fifth, and the other terms share the rest as they do without.
    public static let judged = PhysicalWeights(judge: 0.2)

    private init(judge: Double) {
        let rest = 1 - judge
        format = 0.10 * rest
        collision = 0.25 * rest
        inside = 0.20 * rest
        support = 0.15 * rest
        relations = 0.15 * rest
        clearance = 0.075 * rest
        access = 0.075 * rest
        self.judge = judge
    }

    /// The weights that a result of profile `physical` was made with.
    public init(of terms: RewardTerms) {
        switch terms.judgeStage {
        case .graded, .failed: self = .judged
        case .notReached, .absent, .error, .unavailable: self = .unjudged
        }
    }

    /// The weights by name; the judge's where there is one.
    public var json: JSONValue {
        var weights: [(String, JSONValue)] = [
            ("format", .number(format)), ("collision", .number(collision)), ("inside", .number(inside)),
            ("support", .number(support)), ("relations", .number(relations)), ("clearance", .number(clearance)),
            ("access", .number(access)),
        ]
        if judge > 0 { weights.append(("judge", .number(judge))) }
        return .object(JSONObject(members: weights))
    }
}
