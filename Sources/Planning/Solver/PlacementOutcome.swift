import SceneGraph

/// What a placement came to.
public enum PlacementOutcome: Hashable, Sendable {
    /// A centre for each object, in the order of the scene's objects.
    case placed([Vector3])
    /// No arrangement was found; the conflict says between what, and whether none exists.
    case unplaceable(PlacementConflict)

    /// The positions, if there are any.
    public var positions: [Vector3]? {
        if case .placed(let positions) = self { return positions }
        return nil
    }

    /// The conflict, if there is one.
    public var conflict: PlacementConflict? {
        if case .unplaceable(let conflict) = self { return conflict }
        return nil
    }
}
