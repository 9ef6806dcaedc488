import Imaging

/// Why a picture, plan or scene file cannot be made.
public enum RenderError: Error, Equatable, Sendable {
    /// A side of the picture is not in 1 ... 4096 pixels.
    case invalidPictureSize(width: Int, height: Int)
    /// A side of the room is not finite, not positive, or longer than a kilometre.
    case invalidRoomSize(x: Double, y: Double, z: Double)
    /// An object's size, position or angle is not finite or out of bounds. `field` names it.
    case invalidObject(id: String, field: String)
    /// More objects than `RenderRequest.maximumObjects`.
    case tooManyObjects(count: Int)
    /// The view's angles are not finite or out of bounds.
    case invalidView(azimuth: Double, elevation: Double)
    /// The picture could not be stored.
    case image(ImageError)
}

extension RenderError: CustomStringConvertible {
    /// The fault in words for a person.
    public var description: String {
        switch self {
        case .invalidPictureSize(let width, let height):
            "a picture of \(width) x \(height) pixels cannot be drawn; sides are 1 to 4096"
        case .invalidRoomSize(let x, let y, let z):
            "a room of \(x) x \(y) x \(z) m cannot be drawn; sides are above 0 and at most 1000 m"
        case .invalidObject(let id, let field):
            "the \(field) of object '\(id)' is not finite or out of bounds"
        case .tooManyObjects(let count):
            "\(count) objects are more than the \(RenderRequest.maximumObjects) that are drawn"
        case .invalidView(let azimuth, let elevation):
            "a view from azimuth \(azimuth) and elevation \(elevation) cannot be drawn; elevations are 0 to 90"
        case .image(let error):
            error.description
        }
    }
}
