import JSON
import Rewards
import SceneGraph

/// A layout's reward as the API shows it.
struct RewardSummary: Hashable, Sendable {
    var profile: String
    var total: Double
    var format: Double
    var collisionRatio: Double
    var constraintRatio: Double
    /// What came of asking the judge.
    var judge: JudgeReply
    /// J, where the judge gave grades.
    var judgeSum: Double?
    /// Pairs of colliding objects; room elements take part under their own names.
    var collisions: [[String]]
    /// Objects none of whose relations hold.
    var violations: [String]
    /// Objects that leave the room.
    var outside: [String]

    /// Named numbers for the next turn's prompt.
    var terms: [(name: String, value: Double)] {
        [("format", format), ("collision_ratio", collisionRatio), ("constraint_ratio", constraintRatio)]
            + (judgeSum.map { [("judge", $0 / 50)] } ?? [])
    }

    var json: JSONValue {
        [
            "profile": .string(profile), "total": .number(total),
            "terms": [
                "format": .number(format), "judge": judgeSum.map { .number($0 / 50) } ?? .null,
                "collision_ratio": .number(collisionRatio), "constraint_ratio": .number(constraintRatio),
            ],
            "judgement": judgementJSON,
            "collisions": .array(collisions.map { .array($0.map { .string($0) }) }),
            "violations": .array(violations.map { .string($0) }),
            "outside": .array(outside.map { .string($0) }),
        ]
    }

    /// The grades, or why there are none; null without a judge.
    private var judgementJSON: JSONValue {
        switch judge {
        case .judgement(let judgement): ["score": .number(judgement.score), "grades": judgement.json]
        case .unavailable(let reason): ["unavailable": .string(reason)]
        case .absent, .failed, .text: .null
        }
    }
}

extension RewardSummary {
    /// The reward of a well-formed layout in profile `metaspatial-v1`: J/50 + 0.5 - 0.2 C - 0.2 V, where J is left out
    /// when no judge gave grades.
    init(scene: Scene, scorer: LayoutScorer, positions: [Vector3], judge: JudgeReply = .absent) {
        let score = scorer.score(positions)
        let names = scene.objects.map(\.id) + RoomElement.allCases.map(\.rawValue)
        let sum = judge.judgement.flatMap { try? JudgeGrades($0).sum() }
        self.init(
            profile: RewardProfile.metaSpatialV1.rawValue,
            total: sum.map { $0 / 50 + 0.5 - 0.2 * score.collisionRatio - 0.2 * score.constraintRatio }
                ?? 0.5 - score.penalty,
            format: 1, collisionRatio: score.collisionRatio, constraintRatio: score.constraintRatio, judge: judge,
            judgeSum: sum, collisions: score.collisions.map { [names[$0.first], names[$0.second]] },
            violations: score.violations.map { names[$0] },
            outside: score.isInside.indices.filter { !score.isInside[$0] }.map { names[$0] })
    }

    /// As above, for a single layout of the scene.
    init(scene: Scene, positions: [Vector3], judge: JudgeReply = .absent) {
        self.init(scene: scene, scorer: LayoutScorer(scene), positions: positions, judge: judge)
    }

    /// Whether this reward is better: the higher total, of equal ones the finer score of the judge.
    func isBetter(than other: RewardSummary) -> Bool {
        (total, judge.judgement?.score ?? 0) > (other.total, other.judge.judgement?.score ?? 0)
    }
}
