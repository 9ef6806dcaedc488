import SceneGraph

/// A piece of furniture in a Sweet Home 3D library, as its catalogue describes it.
public struct SweetHomePiece: Sendable, Hashable, Identifiable {
    /// The catalogue's identifier, such as `Scopia#bed1`.
    public var id: String
    /// The name in English.
    public var name: String
    /// Words to find it by.
    public var tags: [String]
    /// The catalogue's own category, such as `Living room`.
    public var category: String
    /// Who made the model.
    public var creator: String
    /// The model's path in the archive.
    public var model: String
    /// The path of its small picture; empty where there is none.
    public var icon: String
    /// The box that the turned model fills, metres: `length` along the model's x, `width` along its z.
    public var size: BoxSize
    /// How high above the floor it hangs, metres.
    public var elevation: Double
    /// The height at which things stand on it, metres above its underside; nil where nothing can. The catalogue
    /// says -1 for that, and nothing at all for a piece that carries things on its top.
    public var supportHeight: Double?
    /// Turns the model before it is fitted to its box: 3 rows of 3.
    public var rotation: [SIMD3<Float>]
    /// Whether it belongs in a wall.
    public var isDoorOrWindow: Bool
    /// Whether one can move it; sanitary ware and the like stay where they are.
    public var isMovable: Bool

    /// The rotation that leaves a model as it is.
    public static let noRotation: [SIMD3<Float>] = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
}
