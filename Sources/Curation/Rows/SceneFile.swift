import JSON
import Planning
import SceneGraph

/// Scenes to measure on, from a file of other people's or of this project's.
///
/// A JSON array, or one value a line. Each is a wish, `{description, size}`, for which the designer chooses objects;
/// or a scene graph, `{size, scene_graph, description?}`, also under the names `size_of_room`, `objects_in_room` and
/// `user_preference`; with `outline` and `openings` where the room has them. Room elements in it, as stored scenes have them, are passed over.
public struct SceneFile: Sendable {
    /// What could be read, in its order.
    public private(set) var scenes: [Scene] = []
    /// Why the others could not: `item 7: …`.
    public private(set) var refusals: [String] = []

    /// The most items of a file.
    public static let maximumItems = 1_000_000

    /// Reads a file's bytes.
    /// - Parameter seed: of the designer.
    /// - Throws: `JSONError` or `JSONFieldError` if it is no JSON at all.
    public init(_ bytes: [UInt8], seed: UInt64 = 0) throws {
        var items: [JSONValue] = []
        if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") {
            items = try JSONCursor(JSONValue.parse(bytes)).array(maximumCount: Self.maximumItems).compactMap(\.value)
        } else {
            for line in bytes.split(separator: UInt8(ascii: "\n")) where !line.allSatisfy({ $0 <= 0x20 }) {
                items.append(try JSONValue.parse(Array(line)))
            }
        }
        for (number, item) in items.enumerated() {
            do {
                scenes.append(try Self.scene(JSONCursor(item), seed: seed))
            } catch {
                refusals.append("item \(number): \(error)")
            }
        }
    }

    private static func scene(_ cursor: JSONCursor, seed: UInt64) throws -> Scene {
        func first(_ names: String...) -> JSONCursor {
            names.map { cursor[$0] }.first { !$0.isAbsent } ?? cursor[names[0]]
        }
        let description = try first("description", "user_preference").ifPresent?.string() ?? ""
        let room = try Room(
            description: description, size: first("size", "size_of_room"), outline: cursor["outline"],
            openings: cursor["openings"])
        guard let graph = first("objects_in_room", "scene_graph").ifPresent else {
            return try Designer().design(room, seed: seed).scene
        }
        let elements = Set(RoomElement.allCases.map(\.rawValue))
        var objects = try graph.array(maximumCount: Scene.maximumObjects + elements.count)
            .filter { !elements.contains($0["new_object_id"].value?.stringValue ?? "") }
            .map { try SceneObject(json: $0, room: room) }
        // Positions that are there are someone's answer; only pinned ones are part of the question.
        for index in objects.indices where !objects[index].isPinned { objects[index].position = nil }
        return try Scene(room: room, objects: objects)
    }
}
