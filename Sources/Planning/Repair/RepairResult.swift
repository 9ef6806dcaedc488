import SceneGraph

/// What a repair made of proposed positions.
public struct RepairResult: Hashable, Sendable {
    /// How far the proposal had to be changed.
    public enum Outcome: Hashable, Sendable {
        /// The proposal was sound already.
        case clean
        /// Some objects were moved; all relations hold.
        case repaired
        /// Not all relations can hold or not all doors be free, or no arrangement was found in which they do; all else
        /// is without fault. `relaxed` and `blocked` list what was given up, `conflicts` why.
        case relaxed
        /// Not all objects find a place inside the room and free of collisions, whatever relations are given up, for
        /// this conflict. Without fault are all but the `crowded` ones; without any of these, no arrangement was found.
        case failed(PlacementConflict)
    }

    /// What became of the proposal.
    public let outcome: Outcome
    /// A centre for each object in the order of the scene's objects. What found no place is where it was proposed,
    /// drawn into the room, and may collide.
    public let positions: [Vector3]
    /// How far each object was moved, in metres; nil where nothing usable was proposed.
    public let displacements: [Double?]
    /// The relations that do not hold, in the scene's order.
    public var relaxed: [PlacementConflict.ObjectRelation] = []
    /// What excludes each other: for each time that something was given up, a set of objects and relations in conflict.
    public var conflicts: [PlacementConflict] = []
    /// What was to be kept free and is not.
    public var blocked: [String] = []
    /// The identifiers of the objects that found no place.
    public var crowded: [String] = []
    /// Whether it is proved that no arrangement without fault, short of what was given up, moves the objects less: the
    /// sum over them of how far each is moved along x, y and z, to a tenth of a millimetre.
    public var isLeast = false

    /// How far all objects were moved together, in metres.
    public var displacement: Double { displacements.reduce(0) { $0 + ($1 ?? 0) } }

    /// Whether any object was moved, or placed without a proposal.
    public var changed: Bool { displacements.contains { $0 != 0 } }

    /// Whether the arrangement lies in the room and nothing collides.
    public var isSound: Bool {
        if case .failed = outcome { return false }
        return true
    }

    /// How much was given up: objects count most, then doors, then relations.
    var price: Int { 1_000_000 * crowded.count + 1_000 * blocked.count + relaxed.count + (isSound ? 0 : 1_000) }
}
