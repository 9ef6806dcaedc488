/// How a surface looks, in the terms of glTF's metallic-roughness model.
public struct Surface: Hashable, Sendable {
    /// Base colour in linear light.
    public var colour: Colour
    /// 0 mirror-like to 1 matt.
    public var roughness: Float
    /// 0 for everything but bare metal.
    public var metalness: Float
    /// 1 opaque to 0 clear.
    public var opacity: Float
    /// Light of its own, as a multiple of the base colour.
    public var emission: Float
    /// What it shows from near where no texture covers it. It changes no colour on the whole.
    public var pattern = SurfacePattern.plain

    /// A surface of this colour; matt, opaque and dark of its own unless told otherwise.
    public init(
        _ colour: Colour, roughness: Float = 0.9, metalness: Float = 0, opacity: Float = 1,
        emission: Float = 0
    ) {
        self.colour = colour
        self.roughness = roughness
        self.metalness = metalness
        self.opacity = opacity
        self.emission = emission
    }

    /// A surface from an sRGB code.
    public init(
        sRGB code: UInt32, roughness: Float = 0.9, metalness: Float = 0, opacity: Float = 1,
        emission: Float = 0
    ) {
        self.init(
            Colour(sRGB: code), roughness: roughness, metalness: metalness, opacity: opacity,
            emission: emission)
    }

    /// The same surface with its colour times a factor.
    public func shaded(_ factor: Float) -> Surface {
        var copy = self
        copy.colour = colour.scaled(factor)
        return copy
    }

    /// The same surface, this opaque.
    public func withOpacity(_ opacity: Float) -> Surface {
        var copy = self
        copy.opacity = opacity
        return copy
    }

    /// The same surface with this pattern.
    public func with(_ pattern: SurfacePattern) -> Surface {
        var copy = self
        copy.pattern = pattern
        return copy
    }
}
