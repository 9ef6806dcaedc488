import Foundation
import SceneGraph

/// What a list shows of a layout.
public struct LayoutSummary: Hashable, Sendable, Identifiable {
    /// The identifier, unique among layouts.
    public var id: String
    /// When it was made; kept to the microsecond.
    public var createdAt: Date
    /// The layout that this one refines.
    public var parentID: String?
    /// The kept room that it furnishes.
    public var roomID: String?
    /// The kind of room, such as `bedroom`, where it is known.
    public var roomType: String?
    /// The wish, in the words it was made with.
    public var description: String
    /// The room's size in metres.
    public var size: Vector3
    /// How many objects it places.
    public var objectCount: Int
    /// Who placed them: `model` or `solver`.
    public var placer: String
    /// The model that placed them.
    public var modelID: String?
    /// The digest of the model's weights.
    public var modelSHA256: String?
    /// Whether the model was trained for this task.
    public var modelTrained: Bool?
    /// The seed of the sampling.
    public var seed: Int
    /// The reward; nil when it could not be given.
    public var total: Double?
    /// How many pairs of objects collide.
    public var collisionCount: Int

    /// What a list shows of a layout.
    public init(
        id: String, createdAt: Date, parentID: String? = nil, roomID: String? = nil, roomType: String? = nil,
        description: String, size: Vector3, objectCount: Int, placer: String, modelID: String? = nil,
        modelSHA256: String? = nil, modelTrained: Bool? = nil, seed: Int, total: Double?, collisionCount: Int
    ) {
        self.id = id
        self.createdAt = createdAt
        self.parentID = parentID
        self.roomID = roomID
        self.roomType = roomType
        self.description = description
        self.size = size
        self.objectCount = objectCount
        self.placer = placer
        self.modelID = modelID
        self.modelSHA256 = modelSHA256
        self.modelTrained = modelTrained
        self.seed = seed
        self.total = total
        self.collisionCount = collisionCount
    }
}
