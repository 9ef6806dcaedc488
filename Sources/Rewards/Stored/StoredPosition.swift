import JSON
import SceneGraph

/// The coordinates of a stored object, each perhaps missing or no number.
package struct StoredPosition: Hashable, Sendable {
    package var x: StoredNumber
    package var y: StoredNumber
    package var z: StoredNumber

    /// A position.
    package init(x: StoredNumber, y: StoredNumber, z: StoredNumber) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    /// The position in a JSON object.
    package init(_ object: JSONObject) {
        x = StoredNumber(object["x"])
        y = StoredNumber(object["y"])
        z = StoredNumber(object["z"])
    }

    /// The point, 0 in place of coordinates that are no numbers.
    package var point: Vector3 { Vector3(x: x.value ?? 0, y: y.value ?? 0, z: z.value ?? 0) }
}
