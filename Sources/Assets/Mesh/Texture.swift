import Imaging

/// A picture on a mesh, with its smaller copies for surfaces that are seen from afar (mipmaps: L. Williams,
/// "Pyramidal Parametrics", SIGGRAPH 1983).
///
/// Texels are sRGB bytes with straight alpha. Coordinates are glTF's: (0, 0) is the picture's upper left corner, u
/// runs to the right and v down; beyond 0 ... 1 the picture repeats. (OBJ's v runs up: `1 - v`.)
public struct Texture: Hashable, Sendable {
    /// One size of the picture.
    public struct Level: Hashable, Sendable {
        /// Texels in a row.
        public let width: Int
        /// Rows.
        public let height: Int
        /// Where its first texel is among all texels.
        public let offset: Int
    }

    /// The file of the picture, PNG or JPEG, which exports embed as it is.
    public struct File: Hashable, Sendable {
        /// What its bytes are.
        public let format: ImageFormat
        /// The bytes.
        public let bytes: [UInt8]

        /// A file of this format.
        public init(format: ImageFormat, bytes: [UInt8]) {
            self.format = format
            self.bytes = bytes
        }
    }

    /// From the full picture down to a single texel; each side is half of the last, rounded down.
    public let levels: [Level]
    /// The texels of all levels, row by row from the top: red in the lowest byte, then green, blue and alpha.
    public let texels: Texels
    /// Whether any texel of the full picture lets something through.
    public let hasAlpha: Bool
    /// The file that it came from, where it is kept. Without one, exports write the full picture as PNG.
    public let file: File?

    /// Sides up to this many texels.
    public static let maximumSide = 8192

    /// A picture and its smaller copies. Larger pictures than `maximumSide` must be scaled before.
    /// - Throws: `ImageError.invalidDimensions` for a side above `maximumSide`.
    public init(_ image: PixelImage, file: File? = nil) throws(ImageError) {
        guard image.width <= Self.maximumSide, image.height <= Self.maximumSide else {
            throw .invalidDimensions(
                width: image.width, height: image.height, channels: image.channels.rawValue,
                pixelBytes: image.pixels.count)
        }
        let levels = Self.levels(width: image.width, height: image.height)
        self.levels = levels
        texels = Texels(Self.pyramid(Self.packed(image), levels))
        hasAlpha = Self.hasAlpha(texels, count: image.width * image.height)
        self.file = file
    }

    /// A picture whose smaller copies were made before, as `texels` lists them; nil where their number does not fit
    /// the sides.
    public init?(width: Int, height: Int, texels: [UInt32], file: File? = nil) {
        self.init(width: width, height: height, texels: Texels(texels), file: file)
    }

    /// The same with texels that are not copied.
    init?(width: Int, height: Int, texels: Texels, file: File? = nil) {
        guard (1...Self.maximumSide).contains(width), (1...Self.maximumSide).contains(height) else { return nil }
        let levels = Self.levels(width: width, height: height)
        guard let last = levels.last, last.offset + last.width * last.height == texels.count else { return nil }
        self.levels = levels
        self.texels = texels
        hasAlpha = Self.hasAlpha(texels, count: width * height)
        self.file = file
    }

    /// Whether any of the first texels lets something through.
    private static func hasAlpha(_ texels: Texels, count: Int) -> Bool {
        // All of them at once rather than up to the first: nearly always there is none.
        texels.withUnsafeBufferPointer { $0[..<count].reduce(UInt32.max, &) } >> 24 < 255
    }

    /// Texels in a row of the full picture.
    public var width: Int { levels[0].width }
    /// Rows of the full picture.
    public var height: Int { levels[0].height }
    /// Memory that it takes, bytes.
    public var byteCount: Int { texels.count * 4 + (file?.bytes.count ?? 0) }

    /// The mean colour, in linear light, weighed by alpha.
    public var mean: Colour {
        let texel = texels[texels.count - 1]
        return Colour(sRGB: (texel & 255) << 16 | texel & 0xFF00 | texel >> 16 & 255)
    }

    /// The full picture.
    public func image() throws(ImageError) -> PixelImage {
        let count = width * height
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * 4)
        for texel in texels.prefix(count) {
            pixels += [UInt8(texel & 255), UInt8(texel >> 8 & 255), UInt8(texel >> 16 & 255)]
            if hasAlpha { pixels.append(UInt8(texel >> 24)) }
        }
        return try PixelImage(width: width, height: height, channels: hasAlpha ? .rgba : .rgb, pixels: pixels)
    }
}
