import JSON

/// What a total is made of.
public struct RewardTerms: Hashable, Sendable {
    /// How far the judge's part came.
    public enum JudgeStage: String, Hashable, Sendable {
        /// The answer's format is not the best, so that nothing is drawn and nobody asked.
        case notReached = "not_reached"
        /// There is no judge.
        case absent
        /// The judge's reply was read.
        case graded
        /// The answer could not be set into the scene, or the judge's call or reply failed.
        case failed
        /// A grade on which the original's code stops.
        case error
        /// There is a judge, but it gave no grades, and its term is left out.
        case unavailable
    }

    /// F: 0, 0.1, 0.5 or 1; nil where the original stops on the answer.
    public var format: Double?
    /// How far the judge's part came.
    public var judgeStage: JudgeStage
    /// J of profile `metaspatial-v1`, on the original's scale: the sum of five grades from 1 to 10. 0 and 10 also stand
    /// for failures. nil where the stage is not reached or there is no judge, and in profile `physical`.
    public var judgeSum: Double?
    /// The five grades, where they were read.
    public var judgeMeans: [JudgeAspect: Double]?
    /// What the judge said, where it is one of this project's.
    public var judgement: Judgement?
    /// Why the judge gave no grades.
    public var judgeDetail: String?
    /// C: nil where it does not enter the total.
    public var collisionRatio: Double?
    /// V: nil where it does not enter the total.
    public var constraintRatio: Double?

    /// Terms before anything is known but the format.
    public init(
        format: Double?, judgeStage: JudgeStage = .notReached, judgeSum: Double? = nil,
        judgeMeans: [JudgeAspect: Double]? = nil, collisionRatio: Double? = nil,
        constraintRatio: Double? = nil
    ) {
        self.format = format
        self.judgeStage = judgeStage
        self.judgeSum = judgeSum
        self.judgeMeans = judgeMeans
        self.collisionRatio = collisionRatio
        self.constraintRatio = constraintRatio
    }

    /// `{format, judge, judge_sum, judge_stage, collision_ratio, constraint_ratio}`; `judge` is J/50, as it
    /// enters the total. `judgement` and `judge_detail` follow where there are any.
    public var json: JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
        var members: [(String, JSONValue)] = [
            ("format", number(format)), ("judge", number(judgeSum.map { $0 / 50 })), ("judge_sum", number(judgeSum)),
            ("judge_stage", .string(judgeStage.rawValue)), ("collision_ratio", number(collisionRatio)),
            ("constraint_ratio", number(constraintRatio)),
        ]
        if let judgement { members.append(("judgement", judgement.json)) }
        if let judgeDetail { members.append(("judge_detail", .string(judgeDetail))) }
        return .object(JSONObject(members: members))
    }
}
