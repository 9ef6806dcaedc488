import JSON
import Rewards
import SceneGraph

/// A layout's reward as the API shows it, without a judge.
struct RewardSummary: Hashable, Sendable {
    var profile: String
    var total: Double
    var format: Double
    var collisionRatio: Double
    var constraintRatio: Double
    /// Pairs of colliding objects; room elements take part under their own names.
    var collisions: [[String]]
    /// Objects none of whose relations hold.
    var violations: [String]
    /// Objects that leave the room.
    var outside: [String]

    /// Named numbers for the next turn's prompt.
    var terms: [(name: String, value: Double)] {
        [("format", format), ("collision_ratio", collisionRatio), ("constraint_ratio", constraintRatio)]
    }

    var json: JSONValue {
        [
            "profile": .string(profile), "total": .number(total),
            "terms": [
                "format": .number(format), "judge": .null, "collision_ratio": .number(collisionRatio),
                "constraint_ratio": .number(constraintRatio),
            ],
            "collisions": .array(collisions.map { .array($0.map { .string($0) }) }),
            "violations": .array(violations.map { .string($0) }),
            "outside": .array(outside.map { .string($0) }),
        ]
    }
}

extension RewardSummary {
    /// The reward of a well-formed layout in profile `metaspatial-v1`, without a judge:
    /// 0.5 - 0.2 C - 0.2 V.
    init(scene: Scene, scorer: LayoutScorer, positions: [Vector3]) {
        let score = scorer.score(positions)
        let names = scene.objects.map(\.id) + RoomElement.allCases.map(\.rawValue)
        self.init(
            profile: RewardProfile.metaSpatialV1.rawValue, total: 0.5 - score.penalty, format: 1,
            collisionRatio: score.collisionRatio, constraintRatio: score.constraintRatio,
            collisions: score.collisions.map { [names[$0.first], names[$0.second]] },
            violations: score.violations.map { names[$0] },
            outside: score.isInside.indices.filter { !score.isInside[$0] }.map { names[$0] })
    }

    /// As above, for a single layout of the scene.
    init(scene: Scene, positions: [Vector3]) {
        self.init(scene: scene, scorer: LayoutScorer(scene), positions: positions)
    }
}
