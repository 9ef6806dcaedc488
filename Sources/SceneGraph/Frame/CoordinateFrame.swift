import JSON

/// A coordinate frame that layouts can be given out in. Inside, everything is in `metaspatial`.
///
/// | frame | unit | up | handedness | asset's front | position from (x, y, z) |
/// |---|---|---|---|---|---|
/// | metaspatial | m | +z | right | +y | (x, y, z) |
/// | blender | m | +z | right | -y | (x, y, z) |
/// | gltf, godot | m | +y | right | +z | (x, z, -y) |
/// | unity | m | +y | left | +z | (x, z, y) |
/// | unreal | cm | +z | left | +x | (100 y, 100 x, 100 z) |
public enum CoordinateFrame: String, CaseIterable, Hashable, Sendable {
    case metaspatial
    case gltf
    case unity
    case unreal
    case godot
    case blender

    /// How many of the frame's units make a metre.
    public var unitsPerMetre: Double { self == .unreal ? 100 : 1 }

    private var up: String {
        switch self {
        case .gltf, .godot, .unity: "+y"
        default: "+z"
        }
    }

    private var front: String {
        switch self {
        case .metaspatial: "+y"
        case .blender: "-y"
        case .gltf, .godot, .unity: "+z"
        case .unreal: "+x"
        }
    }

    /// The frame's conventions, as every answer states them.
    public var json: JSONValue {
        let isLeftHanded = self == .unity || self == .unreal
        return [
            "name": .string(rawValue), "unit": self == .unreal ? "centimetre" : "metre", "up": .string(up),
            "handedness": isLeftHanded ? "left" : "right", "front": .string(front), "pivot": "box centre",
        ]
    }

    /// A point or displacement of the room's frame in this frame and its unit.
    public func position(_ p: Vector3) -> Vector3 {
        switch self {
        case .metaspatial, .blender: p
        // 0 - y instead of -y: no negative zero.
        case .gltf, .godot: Vector3(x: p.x, y: p.z, z: 0 - p.y)
        case .unity: Vector3(x: p.x, y: p.z, z: p.y)
        case .unreal: Vector3(x: 100 * p.y, y: 100 * p.x, z: 100 * p.z)
        }
    }

    /// The extents of the room along this frame's axes, in its unit; never negative.
    public func extents(_ size: Vector3) -> Vector3 {
        let turned = position(size)
        return Vector3(x: abs(turned.x), y: abs(turned.y), z: abs(turned.z))
    }

    /// The rotation about the frame's up axis, in degrees of the frame's own positive sense, that turns an
    /// asset whose front is the frame's front axis toward where an object of angle `degrees` faces.
    public func angle(_ degrees: Double) -> Double {
        switch self {
        case .metaspatial, .unity, .unreal: Heading.normalized(degrees)
        case .gltf, .godot, .blender: Heading.normalized(180 - degrees)
        }
    }

    /// `{z_angle}` in MetaSpatial's frame; elsewhere axis and angle in degrees.
    public func rotation(_ degrees: Double) -> JSONValue {
        switch self {
        case .metaspatial: ["z_angle": .number(angle(degrees))]
        default: ["axis": .string(String(up.dropFirst())), "angle": .number(angle(degrees))]
        }
    }
}
