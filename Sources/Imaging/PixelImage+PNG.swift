import CImageCodecs

extension PixelImage {
    /// The image as a PNG file. The bytes depend on the pixels, the level and zlib's version alone.
    /// - Parameter compressionLevel: 0 (stored) to 9 (smallest); out of range values are clamped. Level 1 is an encoder of
    ///   our own, several times as fast as zlib's; the others are zlib's.
    /// - Throws: `ImageError.outOfMemory`, or `.malformed` with libpng's message.
    public func pngData(compressionLevel: Int = 1) throws(ImageError) -> [UInt8] {
        var message = [CChar](repeating: 0, count: Int(CIMAGE_MESSAGE_SIZE))
        let info = cimage_info(
            width: UInt32(clamping: width), height: UInt32(clamping: height),
            channels: UInt32(channels.rawValue))
        var file: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = pixels.withUnsafeBufferPointer {
            compressionLevel == 1
                ? cimage_png_encode_quickly($0.baseAddress, info, &file, &count, &message)
                : cimage_png_encode(
                    $0.baseAddress, info, Int32(min(max(compressionLevel, 0), 9)), &file, &count, &message)
        }
        defer { cimage_free(file) }
        guard status == CIMAGE_OK, let file else {
            if status == CIMAGE_OUT_OF_MEMORY { throw .outOfMemory }
            let reason = String(
                decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .malformed(format: .png, reason: reason)
        }
        return [UInt8](UnsafeBufferPointer(start: file, count: count))
    }
}
