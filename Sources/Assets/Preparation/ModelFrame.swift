/// Which way a model's axes point: where its front is and where its top.
public struct ModelFrame: Sendable, Hashable {
    /// A direction along an axis of the file.
    public enum Axis: String, Sendable, Hashable, CaseIterable {
        case positiveX = "+x"
        case negativeX = "-x"
        case positiveY = "+y"
        case negativeY = "-y"
        case positiveZ = "+z"
        case negativeZ = "-z"

        /// The unit vector.
        public var vector: SIMD3<Float> {
            switch self {
            case .positiveX: SIMD3(1, 0, 0)
            case .negativeX: SIMD3(-1, 0, 0)
            case .positiveY: SIMD3(0, 1, 0)
            case .negativeY: SIMD3(0, -1, 0)
            case .positiveZ: SIMD3(0, 0, 1)
            case .negativeZ: SIMD3(0, 0, -1)
            }
        }
    }

    /// Where the front points.
    public let front: Axis
    /// Where the top points.
    public let up: Axis

    /// A frame; nil when front and top lie along the same axis.
    public init?(front: Axis, up: Axis) {
        guard front.vector.dot(up.vector) == 0 else { return nil }
        self.front = front
        self.up = up
    }

    private init() {
        front = .positiveZ
        up = .positiveY
    }

    /// glTF's frame, which is Sweet Home 3D's too: y up, front toward +z.
    public static let gltf = ModelFrame()

    /// A vector of the file in the object's own axes: x to its right, y to its front, z up.
    ///
    /// "Right" is front times up, so that what is right-handed stays so.
    public func objectVector(_ vector: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(vector.dot(front.vector.cross(up.vector)), vector.dot(front.vector), vector.dot(up.vector))
    }
}
