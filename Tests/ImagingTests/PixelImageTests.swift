import Imaging
import Testing

@Suite struct PixelImageTests {
    @Test func aPixelIsFoundByColumnAndRow() throws {
        let image = try PixelImage(width: 2, height: 2, channels: .rgb, pixels: Array(1...12))
        #expect(image.pixel(x: 1, y: 0) == [4, 5, 6])
        #expect(image.pixel(x: 0, y: 1) == [7, 8, 9])
        #expect(image.pixel(x: 2, y: 0) == nil)
        #expect(image.pixel(x: 0, y: -1) == nil)
    }

    @Test(arguments: [(0, 1, 0), (1, 0, 0), (-1, 3, 9), (2, 2, 11), (Int.max, Int.max, 3)])
    func sidesAndBytesMustAgree(width: Int, height: Int, bytes: Int) {
        #expect(
            throws: ImageError.invalidDimensions(width: width, height: height, channels: 3, pixelBytes: bytes)
        ) {
            try PixelImage(
                width: width, height: height, channels: .rgb, pixels: [UInt8](repeating: 0, count: bytes))
        }
    }

    @Test func alphaCanBeDroppedOrMixed() throws {
        let image = try PixelImage(
            width: 3, height: 1, channels: .rgba,
            pixels: [100, 0, 250, 0, 100, 0, 250, 128, 100, 0, 250, 255])
        #expect(image.droppingAlpha().pixels == [100, 0, 250, 100, 0, 250, 100, 0, 250])
        #expect(
            image.composited(over: (red: 255, green: 255, blue: 255)).pixels
                == [255, 255, 255, 177, 127, 252, 100, 0, 250])
    }
}
