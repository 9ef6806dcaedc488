import SceneGraph

/// A designed room: what it was taken for, and a scene graph that is known to be placeable.
public struct Design: Hashable, Sendable {
    /// The scene graph; its objects have no positions.
    public let scene: Scene
    /// Such as `living room`.
    public let roomType: String
    /// The style word that all objects share.
    public let style: String
    /// A sound arrangement, in the order of the scene's objects: the proof that there is one.
    public let positions: [Vector3]
}
