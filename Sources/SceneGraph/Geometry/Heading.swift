import Foundation

/// Angles about the vertical, MetaSpatial's convention, in degrees: an object turned by 0 faces north (+y),
/// by 90 east (+x), by 180 south (-y), by 270 west (-x): clockwise seen from above.
///
/// ```
///             0 (north, +y)
///                  |
///  270 (west) -----+----- 90 (east, +x)
///                  |
///            180 (south)
/// ```
///
/// An object's own front is its +y side at angle 0; its `length` runs along x then.
public enum Heading {
    /// The angle's equivalent in 0 ..< 360.
    public static func normalized(_ degrees: Double) -> Double {
        let remainder = degrees.truncatingRemainder(dividingBy: 360)
        return remainder < 0 ? remainder + 360 : remainder == 0 ? 0 : remainder
    }

    /// Whether an object turned by this angle has its length along the room's y axis (exactly 90 or 270).
    public static func swapsSides(_ degrees: Double) -> Bool {
        degrees == 90 || degrees == 270
    }

    /// The angle of what faces along a vector in the floor plane, in 0 ..< 360; exact for quarter turns.
    public static func degrees(toward way: SIMD2<Double>) -> Double {
        if way.x == 0 { return way.y < 0 ? 180 : 0 }
        if way.y == 0 { return way.x > 0 ? 90 : 270 }
        return normalized(atan2(way.x, way.y) * 180 / .pi)
    }

    /// The unit vector in the floor plane toward which an object of this angle faces.
    public static func direction(_ degrees: Double) -> (x: Double, y: Double) {
        switch normalized(degrees) {
        case 0: return (0, 1)
        case 90: return (1, 0)
        case 180: return (0, -1)
        case 270: return (-1, 0)
        case let angle:
            let radians = angle * .pi / 180
            return (sin(radians), cos(radians))
        }
    }
}
