/// A model as its file gives it: triangles in the file's own unit and axes, materials, and pictures still encoded.
///
/// Whoever reads a model knows its axes: OBJ says nothing of them, glTF is right-handed with y up and the front
/// toward +z. `MeshPreparation` makes a `Mesh` of it.
public struct ImportedModel: Sendable, Equatable {
    /// Triangles of one material.
    public struct Part: Sendable, Equatable {
        /// An index into `materials`; nil for triangles without a material.
        public var material: Int?
        /// Vertex positions.
        public var positions: [SIMD3<Float>] = []
        /// Normals as the file gives them, one a vertex, of any length; empty when it gives none.
        public var normals: [SIMD3<Float>] = []
        /// Where each vertex lies on the picture, (0, 0) its upper left corner; empty when the file does not say.
        public var textureCoordinates: [SIMD2<Float>] = []
        /// Three indices a triangle, all within the vertices. Counter-clockwise triangles face the viewer.
        public var indices: [UInt32] = []
        /// Whether the file asks for round shading across the edges; nil when it does not say.
        public var isSmooth: Bool?

        /// A part without triangles.
        public init(material: Int?, isSmooth: Bool? = nil) {
            self.material = material
            self.isSmooth = isSmooth
        }
    }

    /// How a part looks.
    public struct Material: Sendable, Equatable {
        /// The name in the file.
        public var name: String
        /// Colours, roughness, metalness, opacity.
        public var surface: Surface
        /// An index into `pictures`: the base colour's picture, by which the surface's colour is multiplied.
        public var picture: Int?
        /// What alpha means; nil when the file does not say.
        public var alphaMode: AlphaMode?
        /// Whether the back of a triangle is seen too.
        public var isDoubleSided = false

        /// A material.
        public init(name: String, surface: Surface = Surface(sRGB: 0xCCCCCC)) {
            self.name = name
            self.surface = surface
        }
    }

    /// A PNG or JPEG file, not decoded.
    public struct Picture: Sendable, Equatable {
        /// The name in the file.
        public var name: String
        /// The file's bytes.
        public var bytes: [UInt8]

        /// An encoded picture.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Triangles by material.
    public var parts: [Part] = []
    /// Materials, as far as parts use them.
    public var materials: [Material] = []
    /// Pictures, as far as materials use them.
    public var pictures: [Picture] = []
    /// What was missing and done without, in words.
    public var notes: [String] = []

    /// A model without anything in it.
    public init() {}

    /// The number of triangles of all parts.
    public var triangleCount: Int { parts.reduce(0) { $0 + $1.indices.count / 3 } }

    /// The corners of the box around all vertices that triangles use; nil for a model without triangles.
    public var bounds: (minimum: SIMD3<Float>, maximum: SIMD3<Float>)? {
        var result: (minimum: SIMD3<Float>, maximum: SIMD3<Float>)?
        for part in parts {
            for index in part.indices {
                let position = part.positions[Int(index)]
                let known = result ?? (position, position)
                result = (pointwiseMin(known.minimum, position), pointwiseMax(known.maximum, position))
            }
        }
        return result
    }
}
