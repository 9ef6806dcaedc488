import Imaging
import Testing

func bytes(hex: String) -> [UInt8] {
    let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

@Suite struct DecodingTests {
    @Test(arguments: CodecFixture.all)
    func everyFormReadsAsPillowReadsIt(fixture: CodecFixture) throws {
        let image = try PixelImage(decoding: bytes(hex: fixture.file))
        let expected = bytes(hex: fixture.pixels)
        #expect(image.width == fixture.width && image.height == fixture.height)
        #expect(image.channels.rawValue == fixture.channels)
        try #require(image.pixels.count == expected.count)
        if fixture.name.hasPrefix("png") {
            #expect(image.pixels == expected)
        } else {
            // The inverse cosine transform and chroma upsampling may round differently between libjpeg versions.
            let worst = zip(image.pixels, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
            #expect(worst <= 3)
        }
    }

    @Test(arguments: CodecFixture.all)
    func everyTruncationIsAnError(fixture: CodecFixture) {
        let file = bytes(hex: fixture.file)
        for length in 0..<file.count {
            #expect(throws: ImageError.self, "\(length) bytes") {
                try PixelImage(decoding: Array(file[..<length]))
            }
        }
    }

    @Test(arguments: CodecFixture.all)
    func flippedBytesNeverCrash(fixture: CodecFixture) {
        let file = bytes(hex: fixture.file)
        for index in file.indices {
            for mask in [0x01, 0x80, 0xFF] as [UInt8] {
                var broken = file
                broken[index] ^= mask
                // Some changes leave a valid file; others are typed errors.
                _ = try? PixelImage(
                    decoding: broken, limits: DecodingLimits(maximumSide: 4096, maximumPixels: 1 << 20))
            }
        }
    }

    @Test func otherDataIsRefused() {
        #expect(throws: ImageError.unknownFormat) { try PixelImage(decoding: []) }
        #expect(throws: ImageError.unknownFormat) { try PixelImage(decoding: Array("GIF89a".utf8)) }
    }

    /// A PNG header that claims the given size, followed by no data at all.
    private func header(width: UInt32, height: UInt32) -> [UInt8] {
        func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
        let body = Array("IHDR".utf8) + word(width) + word(height) + [8, 6, 0, 0, 0]
        var crc: UInt32 = .max
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + word(13) + body + word(~crc)
            + [0, 0, 0, 1, 0x49, 0x44, 0x41, 0x54, 0]
    }

    @Test(arguments: [(UInt32(0x7FFF_FFFF), UInt32(0x7FFF_FFFF)), (16_384, 16_384), (1, 20_000)])
    func aPNGHeaderThatAsksForTooMuchIsRefused(size: (UInt32, UInt32)) {
        #expect {
            try PixelImage(decoding: header(width: size.0, height: size.1))
        } throws: { error in
            guard case .tooLarge(.png, _) = error as? ImageError else { return false }
            return true
        }
    }

    @Test func aJPEGHeaderThatAsksForTooMuchIsRefused() throws {
        let fixture = try #require(CodecFixture.all.first { $0.name == "jpegColour" })
        var file = bytes(hex: fixture.file)
        let frame = try #require(file.indices.dropLast().first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
        for offset in 5...8 { file[frame + offset] = 0xFF }
        #expect {
            try PixelImage(decoding: file)
        } throws: { error in
            guard case .tooLarge(.jpeg, _) = error as? ImageError else { return false }
            return true
        }
    }

    @Test func limitsApplyToSidesAndToPixels() throws {
        let image = try PixelImage(
            width: 40, height: 30, channels: .rgb, pixels: [UInt8](repeating: 9, count: 3600))
        let file = try image.pngData()
        #expect(
            try PixelImage(decoding: file, limits: DecodingLimits(maximumSide: 40, maximumPixels: 1200))
                == image)
        for limits in [
            DecodingLimits(maximumSide: 39, maximumPixels: 1200),
            DecodingLimits(maximumSide: 40, maximumPixels: 1199),
        ] {
            #expect(throws: ImageError.self) { try PixelImage(decoding: file, limits: limits) }
        }
    }
}
