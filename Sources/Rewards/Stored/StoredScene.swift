import JSON
import SceneGraph

/// A stored scene as the original's reward reads it: `scene_graph-backtracked.json`, a flat array of n
/// objects and the six room elements after them.
///
/// Decoding is lenient: the original trusts its file, so a fault in it becomes an exception only when the
/// code comes upon it, and scores may still come out. The original drops "the last six" by place, whatever
/// they are; so does this.
public struct StoredScene: Sendable {
    /// Everything in the array, the room elements included.
    package var objects: [StoredObject]
    /// The first place of each identifier.
    package let firstIndices: [StoredID: Int]
    /// The walls of a room with an outline, and the room's height: what else relations may name.
    private(set) var walls: [StoredID: Wall] = [:]
    private(set) var height = 0.0

    /// How many elements the array ends with that are not objects to place.
    package static let elementCount = 6

    /// The scene in a JSON array, taken as it is.
    /// - Throws: `JSONFieldError` where it is not an array of objects.
    public init(json: JSONValue) throws {
        try self.init(json: JSONCursor(json))
    }

    /// The scene in a JSON array, taken as it is; complaints carry the cursor's pointer.
    public init(json cursor: JSONCursor) throws {
        self.init(objects: try cursor.array().map { StoredObject(try $0.object()) })
    }

    /// The scene in a JSON array with or without room elements: those of a room of this size are appended
    /// where no element of the array bears one of their six names.
    /// - Parameter size: the room's size in metres.
    /// - Throws: `JSONFieldError` where it is not an array of objects.
    public init(json cursor: JSONCursor, size: Vector3) throws {
        try self.init(json: cursor)
        guard !objects.contains(where: { $0.element != nil }) else { return }
        self.init(
            objects: objects
                + RoomElement.allCases.compactMap { element in
                    element.json(inRoom: size).objectValue.map { StoredObject($0) }
                })
    }

    /// As above, in a room that may have an outline: objects that face one of its walls are turned toward it.
    public init(json cursor: JSONCursor, room: Room) throws {
        try self.init(json: cursor, size: room.size)
        know(room)
        guard room.outline != nil else { return }
        for (index, element) in try cursor.array().enumerated() where !objects[index].rotation.isPresent {
            let facing = element["facing"].value?.stringValue
            guard let wall = facing.flatMap({ walls[StoredID(.string($0))] }) else { continue }
            objects[index].rotation = .value(.degrees(wall.facingAngle))
        }
    }

    /// A checked scene in the original's form.
    public init(_ scene: Scene) {
        self.init(
            objects: (scene.storedJSON.arrayValue ?? []).compactMap { $0.objectValue.map(StoredObject.init) })
        know(scene.room)
    }

    private mutating func know(_ room: Room) {
        guard room.outline != nil else { return }
        height = room.size.z
        walls = Dictionary(
            room.walls.map { (StoredID(.string($0.name)), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private init(objects: [StoredObject]) {
        self.objects = objects
        var indices: [StoredID: Int] = [:]
        for (index, object) in objects.enumerated() {
            // Python's `get` reads a missing identifier as null.
            let id = object.id ?? StoredID(.null)
            if indices[id] == nil { indices[id] = index }
        }
        firstIndices = indices
    }

    /// n: how many objects there are to place.
    public var objectCount: Int { max(0, objects.count - Self.elementCount) }

    /// Why an answer's positions cannot be set; the original then grades J = 0.
    package struct NotPlaced: Error {}

    /// The scene with an answer's positions.
    ///
    /// An element of the answer sets the last stored object of its identifier; objects that it does not name
    /// keep their stored positions.
    package func placed(by answer: [JSONValue]) throws(NotPlaced) -> StoredScene {
        var places: [StoredID: Int] = [:]
        for index in 0..<objectCount {
            guard let id = objects[index].id, id.isHashable else { throw NotPlaced() }
            places[id] = index
        }
        var copy = self
        for element in answer {
            guard let value = element["new_object_id"] else { throw NotPlaced() }
            let id = StoredID(value)
            guard id.isHashable, let index = places[id],
                case .value(var position) = copy.objects[index].position,
                let x = element["x"], let y = element["y"], let z = element["z"]
            else { throw NotPlaced() }
            position.x = StoredNumber(x)
            position.y = StoredNumber(y)
            position.z = StoredNumber(z)
            copy.objects[index].position = .value(position)
        }
        return copy
    }
}
