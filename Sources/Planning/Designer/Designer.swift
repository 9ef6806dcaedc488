import Assets
import SceneGraph

/// Turns a wish in words and a room's size into a scene graph: which objects, how large, how related.
///
/// Offline and deterministic: what the text names stands in the room, then what such rooms usually hold, as
/// much as suits the floor. Every design is solved before it is handed out; what is in the way is moved,
/// shrunk within the catalogue's limits, exchanged or left out until the solver places the rest.
///
/// ```swift
/// let design = try Designer().design(
///     description: "A cozy bedroom with two nightstands", size: Vector3(x: 4, y: 5, z: 2.7), seed: 1)
/// ```
public struct Designer: Sendable {
    /// How many objects may be asked for.
    public static let objectCounts = 1...40

    private let catalogue: Catalogue
    private let recognizer = RoomTypeRecognizer()

    /// A designer that furnishes from this catalogue.
    public init(catalogue: Catalogue = .standard) { self.catalogue = catalogue }

    /// Designs a room.
    ///
    /// - Parameters:
    ///   - description: the wish, any text; of an unknown or empty one comes a living room.
    ///   - size: the room in metres, each side within `Room.sides`.
    ///   - objectCount: exactly how many objects, or nil for as many as suit the room. Fewer come of it only
    ///     where a room is too small for as many even of the smallest.
    ///   - seed: the same seed, text, size and count give the same design.
    /// - Throws: `DesignError`.
    public func design(
        description: String, size: Vector3, objectCount: Int? = nil, seed: UInt64 = 0
    ) throws -> Design {
        try design(Room(description: description, size: size), objectCount: objectCount, seed: seed)
    }

    /// Designs a room of any outline. Its doors and windows stay free, and none are hung besides them.
    /// - Throws: `DesignError`.
    public func design(_ room: Room, objectCount: Int? = nil, seed: UInt64 = 0) throws -> Design {
        let (description, size) = (room.description, room.size)
        for (axis, value) in [("x", size.x), ("y", size.y), ("z", size.z)] {
            guard value.isFinite, Room.sides.contains(value) else {
                throw DesignError.badSize(axis: axis, value: value)
            }
        }
        if let objectCount, !Self.objectCounts.contains(objectCount) {
            throw DesignError.badObjectCount(objectCount)
        }
        let text = DescriptionText(description)
        let mentions = catalogue.mentions(in: description)
        let recognition =
            recognizer.recognize(text, mentions: mentions)
            ?? RoomTypeRecognizer.Recognition(type: .fallback, range: nil)
        let decor = Decor(text, type: recognition.type)
        let chooser = FurnitureChooser(
            catalogue: catalogue, text: text, mentions: mentions, recognition: recognition, decor: decor,
            room: DesignFitting.extent(of: room), objectCount: objectCount)
        var fitting = DesignFitting(chooser: chooser, room: room, seed: seed)
        if let (scene, positions) = try fitting.run() {
            return Design(
                scene: scene, roomType: recognition.type.name, style: decor.style, positions: positions)
        }
        // A cupboard of a room: as much as fits goes before the number asked for.
        guard objectCount != nil else { throw DesignError.nothingFits }
        return try design(room, seed: seed)
    }
}
