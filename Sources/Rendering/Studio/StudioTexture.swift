import Assets

/// A texture ready for sampling.
final class StudioTexture: Sendable {
    let texels: Texels
    let levels: FixedArray<SIMD4<Int32>>
    let levelCount: Int
    /// Mean colour in linear light.
    let mean: SIMD3<Float>
    /// Texels along the square root of the picture's area.
    let side: Float

    init(_ texture: Texture) {
        texels = texture.texels
        levels = FixedArray(
            texture.levels.map { SIMD4(Int32($0.width), Int32($0.height), Int32($0.offset), 0) })
        levelCount = texture.levels.count
        mean = texture.mean.vector
        side = (Float(texture.width) * Float(texture.height)).squareRoot()
    }

    /// The colour at a place, linear, with alpha: bilinear in the level whose texels are about as large as a pixel.
    /// - Parameter span: texels of the full picture that a pixel covers.
    @inline(__always)
    func colour(_ place: SIMD2<Float>, span: Float) -> SIMD4<Float> {
        // log2 from the exponent and a straight mantissa: half a level of error is not seen.
        let bits = max(span, 1).bitPattern
        let log = Float(Int32(bits >> 23) - 127) + Float(bits & 0x7F_FFFF) / 8_388_608
        let level = levels.base[min(Int(log + 0.3), levelCount - 1)]
        let (width, height) = (level.x, level.y)
        let u = place.x - place.x.rounded(.down)
        let v = place.y - place.y.rounded(.down)
        let x = u * Float(width) - 0.5
        let y = v * Float(height) - 0.5
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (fx, fy) = (x - left, y - top)
        var (x0, y0) = (Int32(left), Int32(top))
        var (x1, y1) = (x0 + 1, y0 + 1)
        if x0 < 0 { x0 += width }
        if y0 < 0 { y0 += height }
        if x1 >= width { x1 -= width }
        if y1 >= height { y1 -= height }
        let upper = Int(level.z &+ y0 &* width)
        let lower = Int(level.z &+ y1 &* width)
        let above = Self.mix(texels[upper &+ Int(x0)], texels[upper &+ Int(x1)], fx)
        let below = Self.mix(texels[lower &+ Int(x0)], texels[lower &+ Int(x1)], fx)
        let encoded = (above + (below - above) * fy) * (1 / 255)
        // A cubic close to the sRGB curve (I. Taylor, "sRGB Approximations for HLSL", 2012).
        var light = encoded * (encoded * (encoded * 0.305306011 + 0.682171111) + 0.012522878)
        light.w = encoded.w
        return light
    }

    @inline(__always)
    private static func mix(_ first: UInt32, _ second: UInt32, _ share: Float) -> SIMD4<Float> {
        let a = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: unsafeBitCast(first, to: SIMD4<UInt8>.self)))
        let b = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: unsafeBitCast(second, to: SIMD4<UInt8>.self)))
        return a + (b - a) * share
    }
}
