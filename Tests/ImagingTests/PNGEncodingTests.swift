import Imaging
import Testing

@Suite struct PNGEncodingTests {
    private func noise(width: Int, height: Int, channels: PixelImage.Channels) throws -> PixelImage {
        var state: UInt32 = 7
        let pixels = (0..<width * height * channels.rawValue).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return try PixelImage(width: width, height: height, channels: channels, pixels: pixels)
    }

    @Test(arguments: [PixelImage.Channels.rgb, .rgba], [(1, 1), (1, 9), (33, 2), (200, 131)])
    func whatIsWrittenIsReadBack(channels: PixelImage.Channels, size: (Int, Int)) throws {
        let image = try noise(width: size.0, height: size.1, channels: channels)
        for level in [0, 1, 9] {
            #expect(try PixelImage(decoding: image.pngData(compressionLevel: level)) == image)
        }
    }

    @Test func theSamePixelsGiveTheSameBytes() throws {
        let image = try noise(width: 64, height: 48, channels: .rgb)
        #expect(try image.pngData() == image.pngData())
    }

    @Test func theHeaderIsThatOfThePNGSpecification() throws {
        let image = try noise(width: 300, height: 2, channels: .rgba)
        let data = try image.pngData()
        #expect(
            data.prefix(29) == [
                0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
                0, 0, 1, 0x2C, 0, 0, 0, 2, 8, 6, 0, 0, 0,
            ])
        #expect(data.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }

    @Test func compressionLevelsOutOfRangeAreClamped() throws {
        let image = try noise(width: 8, height: 8, channels: .rgb)
        #expect(try image.pngData(compressionLevel: -5) == image.pngData(compressionLevel: 0))
        #expect(try image.pngData(compressionLevel: 100) == image.pngData(compressionLevel: 9))
    }
}
