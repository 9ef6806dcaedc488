/// Triangles in metres with a surface for each part. Counter-clockwise triangles face the viewer.
public struct Mesh: Sendable, Hashable {
    /// Triangles of one surface.
    public struct Part: Sendable, Hashable {
        /// What the triangles are made of.
        public var surface: Surface
        /// Vertex positions in metres.
        public var positions: [SIMD3<Float>]
        /// Unit normals, one a vertex.
        public var normals: [SIMD3<Float>]
        /// Three indices a triangle.
        public var indices: [UInt32]
        /// Where each vertex is on the texture; empty for a part without texture coordinates.
        public var coordinates: [SIMD2<Float>]
        /// A picture that multiplies the surface's colour and opacity. Counts only with coordinates.
        public var texture: Texture?
        /// What alpha means. A surface that is not wholly opaque blends unless told otherwise.
        public var alphaMode: AlphaMode
        /// Whether the triangles are seen from behind as well, with their normals turned round.
        public var isDoubleSided: Bool

        /// Triangles of one surface; indices must be within the vertices, and coordinates, where there are any, be
        /// as many as the vertices.
        public init(
            surface: Surface, positions: [SIMD3<Float>], normals: [SIMD3<Float>], indices: [UInt32],
            coordinates: [SIMD2<Float>] = [], texture: Texture? = nil, alphaMode: AlphaMode? = nil,
            isDoubleSided: Bool = false
        ) {
            self.surface = surface
            self.positions = positions
            self.normals = normals
            self.indices = indices
            self.coordinates = coordinates
            self.texture = texture
            self.alphaMode = alphaMode ?? (surface.opacity < 1 ? .blend : .opaque)
            self.isDoubleSided = isDoubleSided
        }
    }

    /// One part a surface, in order of first use.
    public var parts: [Part]

    /// A mesh of these parts.
    public init(parts: [Part] = []) {
        self.parts = parts
    }

    /// The number of triangles of all parts.
    public var triangleCount: Int { parts.reduce(0) { $0 + $1.indices.count / 3 } }

    /// The corners of the box around all vertices; nil for a mesh without vertices.
    public var bounds: (minimum: SIMD3<Float>, maximum: SIMD3<Float>)? {
        var result: (minimum: SIMD3<Float>, maximum: SIMD3<Float>)?
        for part in parts {
            for position in part.positions {
                guard let known = result else {
                    result = (position, position)
                    continue
                }
                result = (
                    pointwiseMin(known.minimum, position), pointwiseMax(known.maximum, position)
                )
            }
        }
        return result
    }

    /// The mesh stretched so that its box has this size and is centred at the origin.
    ///
    /// Normals are transformed by the inverse transpose. A flat axis stays flat.
    package func fitted(to size: SIMD3<Float>) -> Mesh {
        guard let bounds else { return self }
        let extent = bounds.maximum - bounds.minimum
        var scale = SIMD3<Float>(repeating: 1)
        for axis in 0..<3 where extent[axis] > 1e-9 { scale[axis] = size[axis] / extent[axis] }
        let centre = (bounds.minimum + bounds.maximum) / 2
        let half = size / 2
        var result = self
        for index in result.parts.indices {
            result.parts[index].positions = result.parts[index].positions.map {
                (($0 - centre) * scale).clamped(lowerBound: -half, upperBound: half)
            }
            if scale != SIMD3(repeating: 1) {
                result.parts[index].normals = result.parts[index].normals.map {
                    ($0 / scale).normalised
                }
            }
        }
        return result
    }
}

extension SIMD3<Float> {
    package var squaredLength: Float { (self * self).sum() }
    /// The unit vector of this direction; up for one without a direction.
    package var normalised: SIMD3<Float> {
        let length = squaredLength.squareRoot()
        return length > 1e-20 && length.isFinite ? self / length : SIMD3(0, 0, 1)
    }
    package func dot(_ other: SIMD3<Float>) -> Float { (self * other).sum() }
    package func cross(_ other: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(
            y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }
}
