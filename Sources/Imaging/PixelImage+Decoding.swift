import CImageCodecs

extension PixelImage {
    /// Decodes a PNG or JPEG file, told apart by its first bytes.
    ///
    /// PNG: any bit depth, palette, grey, alpha, `tRNS` and interlacing; 16-bit samples keep their high byte (as
    /// Pillow does); the result is RGBA when the file has transparency, else RGB; gamma and profiles are ignored.
    /// JPEG: always RGB; grey is spread, CMYK and YCCK become `(255 - ink)(255 - black) / 255`; the EXIF
    /// orientation is ignored. A truncated file is an error, never half a picture.
    /// - Throws: `ImageError`.
    public init(decoding bytes: [UInt8], limits: DecodingLimits = DecodingLimits()) throws(ImageError) {
        guard let format = ImageFormat(signatureOf: bytes) else { throw .unknownFormat }
        var message = [CChar](repeating: 0, count: Int(CIMAGE_MESSAGE_SIZE))
        let bounds = cimage_limits(limits)
        var info = cimage_info()
        try Self.check(
            bytes.withUnsafeBufferPointer { source in
                switch format {
                case .png: cimage_png_header(source.baseAddress, source.count, bounds, &info, &message)
                case .jpeg: cimage_jpeg_header(source.baseAddress, source.count, bounds, &info, &message)
                }
            }, format, message)
        guard let channels = Channels(rawValue: Int(info.channels)) else {
            throw .malformed(format: format, reason: "\(info.channels) channels")
        }
        try self.init(
            width: Int(info.width), height: Int(info.height), channels: channels
        ) { (target: UnsafeMutableBufferPointer<UInt8>) throws(ImageError) in
            let status = bytes.withUnsafeBufferPointer { source in
                switch format {
                case .png:
                    cimage_png_decode(
                        source.baseAddress, source.count, bounds, info, target.baseAddress, &message)
                case .jpeg:
                    cimage_jpeg_decode(
                        source.baseAddress, source.count, bounds, info, target.baseAddress, &message)
                }
            }
            try Self.check(status, format, message)
        }
    }

    private static func check(
        _ status: cimage_status, _ format: ImageFormat, _ message: [CChar]
    ) throws(ImageError) {
        guard status != CIMAGE_OK else { return }
        let reason = String(
            decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch status {
        case CIMAGE_TOO_LARGE: throw .tooLarge(format: format, reason: reason)
        case CIMAGE_OUT_OF_MEMORY: throw .outOfMemory
        default: throw .malformed(format: format, reason: reason)
        }
    }
}

extension cimage_limits {
    init(_ limits: DecodingLimits) {
        // libpng keeps sides below 2^31; more than that cannot be asked for.
        self.init(
            maximum_side: UInt32(max(1, min(limits.maximumSide, 0x7FFF_FFFF))),
            maximum_pixels: UInt64(max(1, min(limits.maximumPixels, 1 << 29))))
    }
}
