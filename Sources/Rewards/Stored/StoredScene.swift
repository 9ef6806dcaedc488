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
    /// Where each of them is; apart from the objects, since it is all that an answer changes.
    package var positions: [StoredMember<StoredPosition>]
    /// The first place of each identifier.
    package let firstIndices: [StoredID: Int]
    /// The walls of a room with an outline, and the room's height: what else relations may name.
    private(set) var walls: [StoredID: Wall] = [:]
    private(set) var height = 0.0
    /// The last place of each identifier among the objects to place; nil where one of them has none that Python could
    /// look up.
    private let lastIndices: [StoredID: Int]?

    /// How many elements the array ends with that are not objects to place.
    package static let elementCount = 6

    /// The scene in a JSON array, taken as it is.
    /// - Throws: `JSONFieldError` where it is not an array of objects.
    public init(json: JSONValue) throws {
        try self.init(json: JSONCursor(json))
    }

    /// The scene in a JSON array, taken as it is; complaints carry the cursor's pointer.
    public init(json cursor: JSONCursor) throws {
        self.init(try cursor.array().map { try $0.object() })
    }

    /// The scene in a JSON array with or without room elements: those of a room of this size are appended
    /// where no element of the array bears one of their six names.
    /// - Parameter size: the room's size in metres.
    /// - Throws: `JSONFieldError` where it is not an array of objects.
    public init(json cursor: JSONCursor, size: Vector3) throws {
        var elements = try cursor.array().map { try $0.object() }
        if !elements.contains(where: { $0["new_object_id"]?.stringValue.flatMap(RoomElement.init(rawValue:)) != nil }) {
            elements += RoomElement.allCases.compactMap { $0.json(inRoom: size).objectValue }
        }
        self.init(elements)
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
        self.init((scene.storedJSON.arrayValue ?? []).compactMap(\.objectValue))
        know(scene.room)
    }

    private mutating func know(_ room: Room) {
        guard room.outline != nil else { return }
        height = room.size.z
        walls = Dictionary(
            room.walls.map { (StoredID(.string($0.name)), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private init(_ elements: [JSONObject]) {
        objects = elements.map { StoredObject($0) }
        positions = elements.map { StoredMember($0["position"]) { StoredPosition($0) } }
        let count = max(0, elements.count - Self.elementCount)
        var (first, last) = ([StoredID: Int](minimumCapacity: elements.count), [StoredID: Int](minimumCapacity: count))
        var areHashable = true
        for index in objects.indices {
            // Python's `get` reads a missing identifier as null.
            let id = objects[index].id ?? StoredID(.null)
            if first[id] == nil { first[id] = index }
            guard index < count else { continue }
            last[id] = index
            if objects[index].id?.isHashable != true { areHashable = false }
        }
        firstIndices = first
        lastIndices = areHashable ? last : nil
    }

    /// Makes a scene graph that nobody has placed into a stored scene: one whose objects are all without a position, or
    /// all but those that are pinned.
    ///
    /// The original sets answers into scenes that have positions already, and stops or gives the least where there are
    /// none. Here the objects come to stand at the room's corner until an answer places them, turned as they face.
    /// - Parameter hasPinned: whether some are pinned, which the original does not know.
    package mutating func layOutDraft(hasPinned: Bool) {
        guard hasPinned || !positions.prefix(objectCount).contains(where: \.isPresent) else { return }
        let corner = StoredPosition(x: .number(0), y: .number(0), z: .number(0))
        let angles = (0..<objectCount).map { index in Result { () throws(RewardFault) in try rotation(of: index) } }
        for index in 0..<objectCount {
            if !positions[index].isPresent { positions[index] = .value(corner) }
            // One whose angle cannot be told is left to be complained of.
            if !objects[index].rotation.isPresent, let angle = try? angles[index].get() {
                objects[index].rotation = .value(angle)
            }
        }
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
        guard let lastIndices else { throw NotPlaced() }
        var copy = self
        for element in answer {
            guard let value = element["new_object_id"] else { throw NotPlaced() }
            let id = StoredID(value)
            guard id.isHashable, let index = lastIndices[id],
                case .value(var position) = copy.positions[index],
                let x = element["x"], let y = element["y"], let z = element["z"]
            else { throw NotPlaced() }
            position.x = StoredNumber(x)
            position.y = StoredNumber(y)
            position.z = StoredNumber(z)
            copy.positions[index] = .value(position)
        }
        return copy
    }
}
