import JSON
import Rewards
import SceneGraph

/// A layout's reward as the API shows it; `LayoutAppraiser` makes it.
struct RewardSummary: Hashable, Sendable {
    var profile: RewardProfile
    var total: Double
    var format: Double
    var collisionRatio: Double
    var constraintRatio: Double
    /// What came of asking the judge.
    var judge: JudgeReply
    /// J of profile `metaspatial-v1`, where the judge gave grades.
    var judgeSum: Double?
    /// Pairs of colliding objects; room elements take part under their own names.
    var collisions: [[String]]
    /// Objects none of whose relations hold; in profile `physical`, not all of them.
    var violations: [String]
    /// Objects that leave the room.
    var outside: [String]
    /// The terms of profile `physical` and what they rest on.
    var physical: PhysicalScore?

    /// Named numbers for the next turn's prompt.
    var terms: [(name: String, value: Double)] {
        [("format", format), ("collision_ratio", collisionRatio), ("constraint_ratio", constraintRatio)]
            + (judgeSum.map { [("judge", $0 / 50)] } ?? []) + (physical?.terms ?? []).map { ($0.name, $0.value) }
    }

    var json: JSONValue {
        var terms = JSONObject(members: [("format", .number(format)), ("judge", .null)])
        for term in self.terms { terms[term.name] = .number(term.value) }
        var members: [(String, JSONValue)] = [
            ("profile", .string(profile.rawValue)), ("total", .number(total)), ("terms", .object(terms)),
            ("judgement", judgementJSON),
            ("collisions", .array(collisions.map { .array($0.map { .string($0) }) })),
            ("violations", .array(violations.map { .string($0) })),
            ("outside", .array(outside.map { .string($0) })),
        ]
        if let physical { members.append(("physical", physical.json)) }
        return .object(JSONObject(members: members))
    }

    /// The grades, or why there are none; null without a judge.
    private var judgementJSON: JSONValue {
        switch judge.grading {
        case .none: .null
        case .graded(let judgement): ["score": .number(judgement.score), "grades": judgement.json]
        case .unavailable(let reason): ["unavailable": .string(reason)]
        }
    }

    /// Whether this reward is better: the higher total, of equal ones the finer score of the judge.
    func isBetter(than other: RewardSummary) -> Bool {
        (total, judge.judgement?.score ?? 0) > (other.total, other.judge.judgement?.score ?? 0)
    }
}

extension RewardSummary {
    /// The reward of a well-formed layout in profile `metaspatial-v1`: J/50 + 0.5 - 0.2 C - 0.2 V, where J is left out
    /// when no judge gave grades.
    init(_ score: LayoutScore, of scene: Scene, judge: JudgeReply) {
        let names = scene.objects.map(\.id) + RoomElement.allCases.map(\.rawValue)
        let sum = judge.judgement.flatMap { try? JudgeGrades($0).sum() }
        self.init(
            profile: .metaSpatialV1,
            total: sum.map { $0 / 50 + 0.5 - 0.2 * score.collisionRatio - 0.2 * score.constraintRatio }
                ?? 0.5 - score.penalty,
            format: 1, collisionRatio: score.collisionRatio, constraintRatio: score.constraintRatio, judge: judge,
            judgeSum: sum, collisions: score.collisions.map { [names[$0.first], names[$0.second]] },
            violations: score.violations.map { names[$0] },
            outside: score.isInside.indices.filter { !score.isInside[$0] }.map { names[$0] })
    }

    /// The reward of a well-formed layout in profile `physical`.
    init(_ score: PhysicalScore, judge: JudgeReply) {
        let score = score.judged(judge.grading)
        self.init(
            profile: .physical, total: score.total, format: 1, collisionRatio: score.collisionRatio,
            constraintRatio: score.constraintRatio, judge: judge,
            collisions: score.collisions.map { [$0.first, $0.second] }, violations: score.violations,
            outside: score.outside, physical: score)
    }
}
