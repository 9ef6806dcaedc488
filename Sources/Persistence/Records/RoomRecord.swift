import Foundation
import JSON
import SceneGraph

/// A room that is kept to be furnished: a description and a scene graph without positions.
public struct RoomRecord: Hashable, Sendable, Identifiable {
    /// The identifier, unique among rooms.
    public var id: String
    /// When it was made; kept to the microsecond.
    public var createdAt: Date
    /// The kind of room, such as `bedroom`.
    public var type: String
    /// The wish, in the words it was made with.
    public var description: String
    /// The room's size in metres.
    public var size: Vector3
    /// What of the room's form the size does not say: an object, empty for a box-shaped room without openings.
    public var form: JSONValue
    /// I-Design's objects and their relations.
    public var sceneGraph: JSONValue

    /// A kept room.
    public init(
        id: String, createdAt: Date, type: String, description: String, size: Vector3, form: JSONValue = [:],
        sceneGraph: JSONValue
    ) {
        self.id = id
        self.createdAt = createdAt
        self.type = type
        self.description = description
        self.size = size
        self.form = form
        self.sceneGraph = sceneGraph
    }
}
