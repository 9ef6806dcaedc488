import Assets
import Testing

@Suite struct MaterialPaletteTests {
    @Test func sRGBIsDecodedByItsStandard() {
        #expect(Colour(sRGB: 0xFFFFFF) == Colour(red: 1, green: 1, blue: 1))
        #expect(Colour(sRGB: 0x000000) == Colour(red: 0, green: 0, blue: 0))
        // IEC 61966-2-1: byte 188 is 0.5029 of full light, byte 10 lies on the straight part.
        #expect(abs(Colour(sRGB: 0xBC0000).red - 0.502886) < 1e-5)
        #expect(abs(Colour(sRGB: 0x00000A).blue - 10 / 255 / 12.92) < 1e-7)
    }

    @Test func materialsDifferInWhatTheyAre() throws {
        let oak = try #require(MaterialPalette.surface(material: "oak"))
        let steel = try #require(MaterialPalette.surface(material: "stainless steel"))
        let glass = try #require(MaterialPalette.surface(material: "glass"))
        #expect(oak.metalness == 0 && oak.opacity == 1)
        #expect(steel.metalness > 0.5)
        #expect(glass.opacity < 0.6)
        #expect(oak.colour.red > oak.colour.blue)
    }

    @Test func aColourWordOverridesTheColourOnly() throws {
        let plain = try #require(MaterialPalette.surface(material: "metal"))
        let red = try #require(MaterialPalette.surface(material: "red metal"))
        #expect(red.metalness == plain.metalness && red.roughness == plain.roughness)
        #expect(red.colour.red > 2 * red.colour.green)
    }

    @Test func stylesTint() throws {
        let plain = try #require(MaterialPalette.surface(material: "wood"))
        let nordic = try #require(MaterialPalette.surface(material: "wood", style: "Scandinavian"))
        let industrial = try #require(MaterialPalette.surface(material: "wood", style: "industrial"))
        #expect(nordic.colour.blue > plain.colour.blue)
        #expect(industrial.colour.red < plain.colour.red)
    }

    @Test(arguments: ["", "unobtainium", "🪵"]) func unknownWordsSayNothing(word: String) {
        #expect(MaterialPalette.surface(material: word) == nil)
    }
}
