import JSON
import SceneGraph

/// How well a layout keeps to physics and to what was asked: six terms in 0...1, and what each rests on.
public struct PhysicalScore: Hashable, Sendable {
    /// A term by name, what it counts in the total, and its value.
    public struct Term: Hashable, Sendable {
        /// `collision`, `inside`, `support`, `relations`, `clearance` or `access`.
        public let name: String
        /// See `PhysicalWeights`.
        public let weight: Double
        /// 0...1, and 1 without fault.
        public let value: Double
    }

    let ids: [String]
    let openings: [Opening]
    let collision: CollisionTerm
    let inside: InsideTerm
    let support: SupportTerm
    let relations: RelationTerm
    let clearance: ClearanceTerm
    let access: AccessTerm

    init(_ layout: PhysicalLayout) {
        ids = layout.bodies.map(\.id)
        openings = layout.scene.openings
        collision = CollisionTerm(layout)
        inside = InsideTerm(layout)
        support = SupportTerm(layout)
        relations = RelationTerm(layout)
        clearance = ClearanceTerm(layout)
        access = AccessTerm(layout)
    }

    /// The six terms.
    public var terms: [Term] {
        [
            Term(name: "collision", weight: PhysicalWeights.collision, value: collision.value),
            Term(name: "inside", weight: PhysicalWeights.inside, value: inside.value),
            Term(name: "support", weight: PhysicalWeights.support, value: support.value),
            Term(name: "relations", weight: PhysicalWeights.relations, value: relations.value),
            Term(name: "clearance", weight: PhysicalWeights.clearance, value: clearance.value),
            Term(name: "access", weight: PhysicalWeights.access, value: access.value),
        ]
    }

    /// The reward of this layout in a well-written answer, 0...1.
    public var total: Double { PhysicalWeights.format + terms.reduce(0) { $0 + $1.weight * $1.value } }

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
