/// From where a room is looked at. The whole room fits the picture, unless one stands in it.
public enum RoomView: Hashable, Sendable {
    /// An elevated three-quarter perspective from the south-east.
    case iso
    /// Straight down, north up; what hangs from the ceiling is drawn translucent.
    case top
    /// From any side: `azimuth` is the compass bearing in degrees of the viewer seen from the room's centre (0
    /// north, 90 east, clockwise from above, any finite value), `elevation` the angle above the floor, 0 to 90.
    case orbit(azimuth: Double, elevation: Double)
    /// From the door at the height of a standing person's eyes, 1.6 m; from the best corner where there is no door.
    case eye

    /// Bearing and elevation in degrees.
    package var angles: (azimuth: Double, elevation: Double) {
        switch self {
        case .iso: (146, 36)
        case .top: (180, 90)
        case .orbit(let azimuth, let elevation): (azimuth, elevation)
        case .eye: (0, 0)
        }
    }
}
