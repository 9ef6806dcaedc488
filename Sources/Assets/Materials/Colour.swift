import Foundation

/// A colour in linear light, components 0 (none) to 1 (diffuse white).
public struct Colour: Hashable, Sendable {
    /// Linear red, 0 to 1.
    public var red: Float
    /// Linear green, 0 to 1.
    public var green: Float
    /// Linear blue, 0 to 1.
    public var blue: Float

    /// A colour from linear components.
    public init(red: Float, green: Float, blue: Float) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour from an sRGB code such as `0xC8A27A`.
    public init(sRGB code: UInt32) {
        self.init(
            red: Self.linear(code >> 16 & 255), green: Self.linear(code >> 8 & 255),
            blue: Self.linear(code & 255))
    }

    /// The components as a vector.
    public var vector: SIMD3<Float> { SIMD3(red, green, blue) }

    /// A mixture: this colour at `weight` 0, the other at 1.
    public func mixed(with other: Colour, _ weight: Float) -> Colour {
        let mixture = vector + (other.vector - vector) * weight
        return Colour(red: mixture.x, green: mixture.y, blue: mixture.z)
    }

    /// Every component times a factor, at most 1.
    public func scaled(_ factor: Float) -> Colour {
        Colour(red: min(red * factor, 1), green: min(green * factor, 1), blue: min(blue * factor, 1))
    }

    /// The linear value of an sRGB byte (IEC 61966-2-1).
    private static func linear(_ byte: UInt32) -> Float {
        let value = Double(byte) / 255
        return Float(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
    }
}
