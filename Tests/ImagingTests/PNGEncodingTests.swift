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

    @Test func runsOfEveryLengthAreReadBack() throws {
        // Rows are written as differences to the row above, so a picture of one row shows its bytes as they are.
        var bytes: [UInt8] = []
        for length in (1...270).reversed() { bytes += [UInt8](repeating: UInt8(length % 251), count: length) }
        while bytes.count % 3 != 0 { bytes.append(0) }
        for width in [bytes.count / 3, 1000] {
            let count = bytes.count / (3 * width) * width * 3
            let image = try PixelImage(
                width: width, height: count / (3 * width), channels: .rgb, pixels: Array(bytes[..<count]))
            let file = try image.pngData()
            #expect(try PixelImage(decoding: file) == image)
            #expect(file.count < count / 4)
        }
    }

    @Test func veryUnevenBytesAreReadBack() throws {
        // Counts that grow like Fibonacci's numbers ask for codes longer than deflate allows.
        var (bytes, counts): ([UInt8], (Int, Int)) = ([], (1, 1))
        for byte in 0..<20 {
            bytes += [UInt8](repeating: UInt8(byte * 9), count: counts.0)
            counts = (counts.1, counts.0 + counts.1)
        }
        // Mixed by a step that shares no factor with the number of bytes, so that no runs are left.
        let size = bytes.count / 3 * 3
        var step = size / 3 * 2 + 1
        while size % step == 0 || step % 3 == 0 { step += 2 }
        let mixed = (0..<size).map { bytes[$0 * step % size] }
        let image = try PixelImage(width: size / 3, height: 1, channels: .rgb, pixels: mixed)
        #expect(try PixelImage(decoding: image.pngData()) == image)
    }

    @Test func aDrawnPictureTakesATenthOfItsPixels() throws {
        let pixels = (0..<200 * 150).flatMap { index -> [UInt8] in
            let (x, y) = (index % 200, index / 200)
            let inside = (x - 90) * (x - 90) + (y - 70) * (y - 70) < 2500
            return inside ? [UInt8(120 + x / 4), UInt8(90 + y / 3), 60] : [238, 236, 230]
        }
        let image = try PixelImage(width: 200, height: 150, channels: .rgb, pixels: pixels)
        #expect(try image.pngData().count < pixels.count / 10)
    }
}
