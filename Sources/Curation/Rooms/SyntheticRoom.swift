import SceneGraph

/// A made-up room to train or to measure on: a scene graph, and the proof that it can be furnished.
public struct SyntheticRoom: Hashable, Sendable {
    /// Where a scene graph comes from.
    public enum Origin: String, CaseIterable, Hashable, Sendable {
        /// Grown object by object around an arrangement, in the manner of I-Design's graphs.
        case sketched
        /// Made by the designer for the room's description, as for a request without objects.
        case designed
    }

    /// Which of its generator's rooms this is.
    public let index: Int
    /// The scene graph as it is put to a model: only pinned objects have positions. The wish is
    /// `scene.room.description`.
    public let scene: Scene
    /// Such as `living room`.
    public let roomType: String
    /// Where the scene graph comes from.
    public let origin: Origin
    /// An arrangement in the order of the scene's objects in which nothing collides, every object lies in the
    /// room and keeps a relation, to the last bit: proof that there is one.
    public let positions: [Vector3]

    /// The room furnished as the proof has it.
    public var furnished: Scene { scene.placed(at: positions) }
}
