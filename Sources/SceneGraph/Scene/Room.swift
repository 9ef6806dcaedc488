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
    /// - Throws: `JSONFieldError` naming the side that is missing, not a number, or out of bounds.
    public static func size(json cursor: JSONCursor) throws -> Vector3 {
        _ = try cursor.object()
        try cursor.allowOnly(["x", "y", "z"])
        return Vector3(
            x: try cursor["x"].double(in: sides), y: try cursor["y"].double(in: sides),
            z: try cursor["z"].double(in: sides))
    }
}
