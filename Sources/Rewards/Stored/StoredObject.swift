import JSON
import SceneGraph

/// An object or a room element of a stored scene, decoded without complaint: each missing or ill-typed piece
/// raises its exception only when the original would look at it.
package struct StoredObject: Sendable {
    /// What an object faces, as far as it matters.
    package enum Facing: Hashable, Sendable {
        case element(RoomElement)
        case other
        /// A list or an object, which Python cannot look up.
        case unhashable
    }

    /// nil without `new_object_id`.
    package let id: StoredID?
    /// The room element of that name.
    package let element: RoomElement?
    package let size: StoredMember<StoredSize>
    package let facing: Facing
    /// Python's truth of `is_on_the_floor`; nil without it.
    package let isOnTheFloor: Bool?
    package let placement: StoredMember<StoredPlacement>
    package var rotation: StoredMember<StoredAngle>

    /// The object in a JSON object.
    package init(_ object: JSONObject) {
        id = object["new_object_id"].map { StoredID($0) }
        element = object["new_object_id"]?.stringValue.flatMap { RoomElement(rawValue: $0) }
        size = StoredMember(object["size_in_meters"]) { StoredSize($0) }
        switch object["facing"] {
        case .string(let text)?: facing = RoomElement(rawValue: text).map(Facing.element) ?? .other
        case .array?, .object?: facing = .unhashable
        default: facing = .other
        }
        isOnTheFloor = object["is_on_the_floor"].map { Self.truth(of: $0) }
        placement = StoredMember(object["placement"]) { StoredPlacement($0) }
        rotation = StoredMember(object["rotation"]) { StoredAngle($0) }
    }

    /// The name in reports.
    package var name: String { id?.text ?? "null" }

    private static func truth(of value: JSONValue) -> Bool {
        switch value {
        case .null: false
        case .bool(let flag): flag
        case .integer(let integer): integer != 0
        case .number(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        }
    }
}
