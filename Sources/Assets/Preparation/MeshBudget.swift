/// How much of a model is kept.
public struct MeshBudget: Sendable, Hashable {
    /// Models of more triangles are simplified to this many.
    public var triangles = 20_000
    /// Pictures with a longer side are halved until they fit.
    public var textureSide = 512
    /// Pixels of all pictures together, which are decoded one after another: a small file may hold many large even ones.
    public var decodedPixels = 256 << 20

    /// The usual budget: what is seen of furniture in a picture of a room.
    public init() {}
}
