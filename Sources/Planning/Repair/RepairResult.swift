import SceneGraph

/// What a repair made of proposed positions.
public struct RepairResult: Hashable, Sendable {
    /// How far the proposal had to be changed.
    public enum Outcome: Hashable, Sendable {
        /// The proposal was sound already.
        case clean
        /// Some objects were moved; all relations hold.
        case repaired
        /// Not all relations can hold, or none were found that do; `relaxed` lists those given up.
        case relaxed
        /// No arrangement inside the room and free of collisions was found, whatever relations are given up.
        case failed(PlacementConflict)
    }

    /// What became of the proposal.
    public let outcome: Outcome
    /// A centre for each object in the order of the scene's objects. After `failed` these are the proposals
    /// drawn into the room, and may collide.
    public let positions: [Vector3]
    /// How far each object was moved, in metres; nil where nothing usable was proposed.
    public let displacements: [Double?]
    /// The relations given up, in the order in which they were.
    public let relaxed: [PlacementConflict.ObjectRelation]

    /// Whether any object was moved, or placed without a proposal.
    public var changed: Bool { displacements.contains { $0 != 0 } }

    /// Whether the arrangement lies in the room and nothing collides.
    public var isSound: Bool {
        if case .failed = outcome { return false }
        return true
    }
}
