import JSON

/// A box-shaped room: what it is for, and its size in metres (x west to east, y south to north, z up).
public struct Room: Hashable, Sendable {
    public var description: String
    public var size: Vector3

    /// A room of this size.
    public init(description: String = "", size: Vector3) {
        self.description = description
        self.size = size
    }

    /// The longest and shortest side that a room may have, in metres.
    public static let sides = 0.1...1000.0

    /// Reads `{x, y, z}` as a room's size.
    /// - Throws: `JSONFormError` naming the sides that are missing, not numbers, or out of bounds.
    public static func size(json cursor: JSONCursor) throws -> Vector3 {
        _ = try cursor.object()
        var reader = JSONFormReader()
        try reader.check { try cursor.allowOnly(["x", "y", "z"]) }
        let size = Vector3(
            x: try reader.read(or: 0) { try cursor["x"].double(in: sides) },
            y: try reader.read(or: 0) { try cursor["y"].double(in: sides) },
            z: try reader.read(or: 0) { try cursor["z"].double(in: sides) })
        try reader.finish()
        return size
    }
}
