import Foundation
import Imaging

extension Texture {
    /// The sizes of a picture and its smaller copies.
    static func levels(width: Int, height: Int) -> [Level] {
        var levels: [Level] = []
        var (width, height, offset) = (width, height, 0)
        while true {
            levels.append(Level(width: width, height: height, offset: offset))
            offset += width * height
            if width == 1, height == 1 { return levels }
            (width, height) = (max(width / 2, 1), max(height / 2, 1))
        }
    }

    static func packed(_ image: PixelImage) -> [UInt32] {
        let step = image.channels.rawValue
        return image.pixels.withUnsafeBufferPointer { bytes in
            (0..<image.width * image.height).map { index in
                let start = index * step
                let alpha = step == 4 ? UInt32(bytes[start + 3]) : 255
                return UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
                    | alpha << 24
            }
        }
    }

    /// Each texel of a level is the mean of those that it covers in the level above, in linear light, and its colour
    /// is weighed by alpha, so that what is clear does not stain what is not.
    static func pyramid(_ full: [UInt32], _ levels: [Level]) -> [UInt32] {
        var texels = full
        if let last = levels.last { texels.reserveCapacity(last.offset + last.width * last.height) }
        for (above, level) in zip(levels, levels.dropFirst()) {
            for y in 0..<level.height {
                let rows = Self.covered(y, of: level.height, above.height)
                for x in 0..<level.width {
                    let columns = Self.covered(x, of: level.width, above.width)
                    var (colour, plain, alpha) = (SIMD3<Float>(), SIMD3<Float>(), Float(0))
                    for row in rows {
                        for column in columns {
                            let texel = texels[above.offset + row * above.width + column]
                            let light = SIMD3(
                                linear[Int(texel & 255)], linear[Int(texel >> 8 & 255)],
                                linear[Int(texel >> 16 & 255)])
                            let share = Float(texel >> 24)
                            colour += light * share
                            plain += light
                            alpha += share
                        }
                    }
                    let count = Float(rows.count * columns.count)
                    let mean = alpha > 0 ? colour / alpha : plain / count
                    texels.append(
                        byte(mean.x) | byte(mean.y) << 8 | byte(mean.z) << 16
                            | UInt32((alpha / count).rounded()) << 24)
                }
            }
        }
        return texels
    }

    /// Which texels of the longer row a texel of the shorter one covers.
    private static func covered(_ index: Int, of short: Int, _ long: Int) -> Range<Int> {
        index * long / short..<(index + 1) * long / short
    }

    /// The linear light of an sRGB byte (IEC 61966-2-1).
    package static let linear: [Float] = (0...255).map { byte in
        let value = Double(byte) / 255
        return Float(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
    }

    private static func byte(_ light: Float) -> UInt32 {
        let value = Double(light)
        let encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
        return UInt32(min(max(encoded * 255 + 0.5, 0), 255))
    }
}
