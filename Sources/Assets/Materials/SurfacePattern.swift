/// What a surface without a texture shows from near: drawn in code, in the object's own frame.
public enum SurfacePattern: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Nothing: paint, plastic, enamel.
    case plain
    /// Grain along the longest side of the piece.
    case wood
    /// A weave.
    case fabric
    /// Fine creases.
    case leather
    /// Veins and clouds.
    case stone
    /// Brushed along the level.
    case metal
    /// Crossed strands.
    case wicker
}
