import JSON
import SceneGraph

/// How well a layout keeps to physics and to what was asked: six terms in 0...1, and what each rests on; a seventh where
/// a judge gave grades.
public struct PhysicalScore: Hashable, Sendable {
    /// A term by name, what it counts in the total, and its value.
    public struct Term: Hashable, Sendable {
        /// `collision`, `inside`, `support`, `relations`, `clearance`, `access` or `judge`.
        public let name: String
        /// See `PhysicalWeights`.
        public let weight: Double
        /// 0...1, and 1 without fault.
        public let value: Double
    }

    let ids: [String]
    let openings: [Opening]
    /// The walls' names.
    let walls: [String]
    let collision: CollisionTerm
    let inside: InsideTerm
    let support: SupportTerm
    let relations: RelationTerm
    let clearance: ClearanceTerm
    let access: AccessTerm
    /// What a judge makes of the layout, 0...1; nil without grades.
    private var judge: Double?

    init(_ layout: PhysicalLayout) {
        ids = layout.bodies.map(\.id)
        openings = layout.scene.room.openings
        walls = layout.walls.map(\.name)
        collision = CollisionTerm(layout)
        inside = InsideTerm(layout)
        support = SupportTerm(layout)
        relations = RelationTerm(layout)
        clearance = ClearanceTerm(layout)
        access = AccessTerm(layout)
    }

    /// What the terms count.
    public var weights: PhysicalWeights { judge == nil ? .unjudged : .judged }

    /// The six terms, and the judge's.
    public var terms: [Term] {
        let weights = weights
        let terms = [
            Term(name: "collision", weight: weights.collision, value: collision.value),
            Term(name: "inside", weight: weights.inside, value: inside.value),
            Term(name: "support", weight: weights.support, value: support.value),
            Term(name: "relations", weight: weights.relations, value: relations.value),
            Term(name: "clearance", weight: weights.clearance, value: clearance.value),
            Term(name: "access", weight: weights.access, value: access.value),
        ]
        return terms + (judge.map { [Term(name: "judge", weight: weights.judge, value: $0)] } ?? [])
    }

    /// The score with what a judge says to the layout; without grades the same as before.
    public func judged(_ grading: JudgeReply.Grading) -> PhysicalScore {
        var copy = self
        copy.judge = grading.judgement?.score
        return copy
    }

    /// The reward of this layout in a well-written answer, 0...1.
    public var total: Double { min(1, weights.format + terms.reduce(0) { $0 + $1.weight * $1.value }) }

    /// Colliding objects, in the scene's order.
    public var collisions: [RewardResult.Collision] {
        collision.collisions.map { RewardResult.Collision(ids[$0.first], ids[$0.second]) }
    }

    /// Objects with a relation that is not kept, in the scene's order.
    public var violations: [String] {
        var last: Int?
        return relations.broken.compactMap { broken in
            defer { last = broken.body }
            return broken.body == last ? nil : ids[broken.body]
        }
    }

    /// Objects that leave the room, in the scene's order.
    public var outside: [String] { inside.outsiders.map { ids[$0.body] } }

    /// Colliding pairs over all pairs of objects.
    public var collisionRatio: Double {
        let pairs = Double(ids.count) * Double(ids.count - 1) / 2
        return pairs > 0 ? Double(collision.collisions.count) / pairs : 0
    }

    /// Relations that are not kept, over all relations.
    public var constraintRatio: Double {
        relations.count > 0 ? Double(relations.broken.count) / Double(relations.count) : 0
    }
}
