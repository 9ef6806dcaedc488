import Curation
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
    /// The terms of profile `physical` and what they rest on.
    var physical: PhysicalScore?

    /// Named numbers for the next turn's prompt.
    var terms: [(name: String, value: Double)] {
        [("format", format), ("collision_ratio", collisionRatio), ("constraint_ratio", constraintRatio)]
            + (physical?.terms ?? []).map { ($0.name, $0.value) }
    }

    var json: JSONValue {
        var terms = JSONObject(members: [
            ("format", .number(format)), ("judge", .null), ("collision_ratio", .number(collisionRatio)),
            ("constraint_ratio", .number(constraintRatio)),
        ])
        for term in physical?.terms ?? [] { terms[term.name] = .number(term.value) }
        var members: [(String, JSONValue)] = [
            ("profile", .string(profile)), ("total", .number(total)), ("terms", .object(terms)),
            ("collisions", .array(collisions.map { .array($0.map { .string($0) }) })),
            ("violations", .array(violations.map { .string($0) })),
            ("outside", .array(outside.map { .string($0) })),
        ]
        if let physical { members.append(("physical", physical.json)) }
        return .object(JSONObject(members: members))
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

    /// The reward of a well-formed layout in profile `physical`, of furniture as it is drawn.
    init(physical score: PhysicalScore) {
        self.init(
            profile: RewardProfile.physical.rawValue, total: score.total, format: 1,
            collisionRatio: score.collisionRatio, constraintRatio: score.constraintRatio,
            collisions: score.collisions.map { [$0.first, $0.second] }, violations: score.violations,
            outside: score.outside, physical: score)
    }

    /// The reward of each of some layouts of a scene.
    static func summaries(of layouts: [[Vector3]], scene: Scene, profile: RewardProfile) -> [RewardSummary] {
        switch profile {
        case .metaSpatialV1:
            let scorer = LayoutScorer(scene)
            return layouts.map { RewardSummary(scene: scene, scorer: scorer, positions: $0) }
        case .physical:
            let physical = PhysicalScene(scene)
            return layouts.map {
                RewardSummary(physical: physical.score($0, mesh: FurnitureTriangles.mesh(for:)))
            }
        }
    }

    /// The reward of a single layout of a scene.
    init(scene: Scene, positions: [Vector3], profile: RewardProfile) {
        switch profile {
        case .metaSpatialV1: self.init(scene: scene, scorer: LayoutScorer(scene), positions: positions)
        case .physical:
            self.init(
                physical: PhysicalScene(scene).score(positions, mesh: FurnitureTriangles.mesh(for:)))
        }
    }
}
