import SceneGraph

/// Objects and relations that cannot hold together.
public struct PlacementConflict: Error, Hashable, Sendable, CustomStringConvertible {
    /// One relation of one object.
    public struct ObjectRelation: Hashable, Sendable {
        /// The object's identifier.
        public let object: String
        /// Its relation.
        public let relation: Relation

        /// The relation of the object of this identifier.
        public init(object: String, relation: Relation) {
            self.object = object
            self.relation = relation
        }
    }

    /// What kind of conflict it is.
    public enum Reason: Hashable, Sendable {
        /// One object's relations exclude one another, or lead out of the room.
        case relations
        /// The objects find no room beside each other where their relations put them.
        case space
        /// A directional relation to an object that is not at a quarter turn, for which no region is defined.
        case unsupportedAngle
        /// The budget ran out before an arrangement was found or refuted.
        case budget
    }

    /// What kind of conflict it is.
    public let reason: Reason
    /// The objects in conflict, in the scene's order, and after them the openings that are to stay free.
    public let objects: [String]
    /// Those of their relations that take part.
    public let relations: [ObjectRelation]
    /// Whether it is certain that no arrangement keeps these relations; otherwise the budget ran out.
    public let isProved: Bool
    /// Whether leaving out any one object or relation would make the rest placeable, as far as was found.
    public let isMinimal: Bool

    /// A conflict between these objects and relations.
    public init(
        reason: Reason, objects: [String], relations: [ObjectRelation], isProved: Bool, isMinimal: Bool
    ) {
        self.reason = reason
        self.objects = objects
        self.relations = relations
        self.isProved = isProved
        self.isMinimal = isMinimal
    }

    /// The conflict in a sentence.
    public var description: String {
        let names = objects.map { "'\($0)'" }.joined(separator: ", ")
        let wishes = relations.map {
            let touching = $0.relation.preposition.isDirectional && !$0.relation.isAdjacent ? " (apart)" : ""
            return "'\($0.object)' \($0.relation.preposition.rawValue) '\($0.relation.targetID)'\(touching)"
        }.joined(separator: "; ")
        let what =
            switch reason {
            case .relations: "the relations of \(names) cannot hold together"
            case .space: "\(names) find no room beside each other"
            case .unsupportedAngle: "\(names) relate to an object that is not at a quarter turn"
            case .budget: "no arrangement of \(names) was found within the budget"
            }
        let certainty = isProved || reason == .budget ? "" : " (not proved: the budget ran out)"
        return wishes.isEmpty ? what + certainty : "\(what)\(certainty): \(wishes)"
    }
}
