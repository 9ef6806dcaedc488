import Assets
import Imaging
import Testing

@Suite struct TextureTests {
    private func image(_ width: Int, _ height: Int, _ pixels: [UInt8]) throws -> PixelImage {
        try PixelImage(
            width: width, height: height, channels: pixels.count == width * height * 3 ? .rgb : .rgba, pixels: pixels)
    }

    @Test func levelsHalveToASingleTexel() throws {
        let texture = try Texture(image(5, 2, [UInt8](repeating: 200, count: 30)))
        #expect(texture.levels.map { [$0.width, $0.height, $0.offset] } == [[5, 2, 0], [2, 1, 10], [1, 1, 12]])
        #expect(Array(texture.texels) == [UInt32](repeating: 0xFFC8_C8C8, count: 13))
    }

    @Test func meansAreTakenInLinearLight() throws {
        // Black and white beside each other give half of the light, which is sRGB 188, not 128.
        let texture = try Texture(image(2, 1, [0, 0, 0, 255, 255, 255]))
        #expect(texture.texels.last == 0xFFBC_BCBC)
        #expect(abs(texture.mean.red - 0.5) < 0.005)
    }

    @Test func whatIsClearDoesNotStain() throws {
        let texture = try Texture(image(2, 1, [255, 0, 0, 255, 0, 255, 0, 0]))
        #expect(texture.hasAlpha)
        // The mean is red alone, half as opaque.
        #expect(texture.texels.last == 0x8000_00FF)
    }

    @Test func theFullPictureComesBack() throws {
        let picture = try image(3, 2, (0..<18).map { UInt8($0 * 11) })
        #expect(try Texture(picture).image() == picture)
    }

    @Test func aPyramidMadeBeforeMustFitItsSides() throws {
        let made = try Texture(image(4, 4, [UInt8](repeating: 7, count: 48)))
        #expect(Texture(width: 4, height: 4, texels: Array(made.texels)) == made)
        #expect(Texture(width: 4, height: 4, texels: Array(made.texels.dropLast())) == nil)
        #expect(Texture(width: 0, height: 4, texels: []) == nil)
    }
}
