/// An image of 8-bit sRGB samples: rows from top to bottom without padding, channels interleaved.
public struct PixelImage: Sendable, Equatable {
    /// What a pixel holds. The raw value is the number of bytes in a pixel.
    public enum Channels: Int, Sendable {
        case rgb = 3
        /// Straight alpha: the colour is not multiplied by it.
        case rgba = 4
    }

    /// Pixels in a row, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int
    /// What each pixel holds.
    public let channels: Channels
    /// `width * height * channels.rawValue` bytes.
    public private(set) var pixels: [UInt8]

    /// Wraps pixels.
    /// - Throws: `ImageError.invalidDimensions` when a side is not positive or the count of bytes does not fit.
    public init(width: Int, height: Int, channels: Channels, pixels: [UInt8]) throws(ImageError) {
        guard width > 0, height > 0,
            let count = Self.byteCount(width: width, height: height, channels: channels),
            count == pixels.count
        else {
            throw .invalidDimensions(
                width: width, height: height, channels: channels.rawValue, pixelBytes: pixels.count)
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// Makes an image and lets `body` write its bytes, every one of them.
    /// - Throws: `ImageError.invalidDimensions` when a side is not positive or the image has over 2^31 bytes.
    package init(
        width: Int, height: Int, channels: Channels,
        initializingWith body: (UnsafeMutableBufferPointer<UInt8>) throws(ImageError) -> Void
    ) throws(ImageError) {
        guard width > 0, height > 0,
            let count = Self.byteCount(width: width, height: height, channels: channels),
            count <= 1 << 31
        else {
            throw .invalidDimensions(width: width, height: height, channels: channels.rawValue, pixelBytes: 0)
        }
        var outcome = Result<Void, ImageError>.success(())
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            do throws(ImageError) {
                try body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                used = count
            } catch {
                outcome = .failure(error)
            }
        }
        try outcome.get()
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// The channels of one pixel, or nil outside of the image. Row 0 is the top row.
    public func pixel(x: Int, y: Int) -> [UInt8]? {
        guard x >= 0, x < width, y >= 0, y < height else { return nil }
        let start = (y * width + x) * channels.rawValue
        return Array(pixels[start..<start + channels.rawValue])
    }

    /// The same picture in RGB with the alpha channel left out, as Pillow's `convert("RGB")` does.
    public func droppingAlpha() -> PixelImage {
        mapColour { red, green, blue, _ in (red, green, blue) }
    }

    /// The same picture in RGB, laid over a plain background.
    public func composited(over background: (red: UInt8, green: UInt8, blue: UInt8)) -> PixelImage {
        func mix(_ top: UInt8, _ bottom: UInt8, _ alpha: UInt8) -> UInt8 {
            let sum = Int(top) * Int(alpha) + Int(bottom) * Int(255 - alpha)
            return UInt8((sum + 127) / 255)
        }
        return mapColour { red, green, blue, alpha in
            (
                mix(red, background.red, alpha), mix(green, background.green, alpha),
                mix(blue, background.blue, alpha)
            )
        }
    }

    private func mapColour(
        _ transform: (UInt8, UInt8, UInt8, UInt8) -> (UInt8, UInt8, UInt8)
    ) -> PixelImage {
        guard channels == .rgba else { return self }
        var result = [UInt8](repeating: 0, count: width * height * 3)
        for index in 0..<(width * height) {
            let colour = transform(
                pixels[4 * index], pixels[4 * index + 1], pixels[4 * index + 2], pixels[4 * index + 3])
            result[3 * index] = colour.0
            result[3 * index + 1] = colour.1
            result[3 * index + 2] = colour.2
        }
        return PixelImage(uncheckedWidth: width, height: height, channels: .rgb, pixels: result)
    }

    private init(uncheckedWidth width: Int, height: Int, channels: Channels, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    private static func byteCount(width: Int, height: Int, channels: Channels) -> Int? {
        let (area, areaOverflow) = width.multipliedReportingOverflow(by: height)
        let (count, countOverflow) = area.multipliedReportingOverflow(by: channels.rawValue)
        return areaOverflow || countOverflow ? nil : count
    }
}
