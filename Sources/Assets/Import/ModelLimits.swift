/// The most that is read from one model file. Everything is checked before memory is taken for it.
public struct ModelLimits: Sendable, Hashable {
    /// Bytes of a model file, or of one file in an archive.
    public var maximumFileBytes = 256 << 20
    /// Vertices of a model, all parts together.
    public var maximumVertices = 2_000_000
    /// Triangles of a model, all parts together.
    public var maximumTriangles = 2_000_000
    /// Corners of one polygon.
    public var maximumCorners = 65_535
    /// Materials, pictures, nodes and other parts of a document, each.
    public var maximumItems = 65_535
    /// Bytes of all encoded pictures together.
    public var maximumPictureBytes = 256 << 20
    /// Bytes of the JSON in a binary glTF file: as a value it takes many times its length.
    public var maximumJSONBytes = 16 << 20
    /// How deep nodes may lie in each other.
    public var maximumDepth = 256
    /// The greatest coordinate in the file's own unit.
    public var maximumCoordinate: Float = 1e9

    /// The usual limits.
    public init() {}
}
