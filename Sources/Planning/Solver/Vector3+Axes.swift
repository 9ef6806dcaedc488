import SceneGraph

extension Vector3 {
    /// The component along axis 0 (x), 1 (y) or 2 (z).
    subscript(axis: Int) -> Double {
        switch axis {
        case 0: x
        case 1: y
        default: z
        }
    }

    /// The same vector with another component along one axis.
    func replacing(_ axis: Int, _ value: Double) -> Vector3 {
        var copy = self
        switch axis {
        case 0: copy.x = value
        case 1: copy.y = value
        default: copy.z = value
        }
        return copy
    }
}
