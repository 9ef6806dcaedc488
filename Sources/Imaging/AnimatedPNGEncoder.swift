/// Takes the pictures of an animated PNG one by one, so that they need not all be held.
public struct AnimatedPNGEncoder {
    private let count: Int
    private let delay: Int
    private let level: Int
    private var bytes: [UInt8] = []
    private var sequence: UInt32 = 0
    private var added = 0
    private var form: (width: Int, height: Int, channels: PixelImage.Channels)?

    /// An encoder of this many pictures, each shown for `delay` milliseconds.
    /// - Throws: `ImageError.invalidDimensions` for none.
    public init(count: Int, delay: Int, compressionLevel: Int = 6) throws(ImageError) {
        guard count > 0 else { throw .invalidDimensions(width: 0, height: 0, channels: 0, pixelBytes: 0) }
        self.count = count
        self.delay = min(max(delay, 1), 65_535)
        level = compressionLevel
    }

    /// Adds the next picture; the first decides about the size.
    public mutating func add(_ frame: PixelImage) throws(ImageError) {
        if let form {
            guard form.width == frame.width, form.height == frame.height, form.channels == frame.channels else {
                throw .invalidDimensions(
                    width: frame.width, height: frame.height, channels: frame.channels.rawValue,
                    pixelBytes: frame.pixels.count)
            }
        }
        let isFirst = form == nil
        form = (frame.width, frame.height, frame.channels)
        let file = try frame.pngData(compressionLevel: level)
        let chunks = Self.chunks(of: file)
        if isFirst {
            bytes = Array(file[..<8])
            // Everything before the pixels: the header and the colour space.
            for chunk in chunks.prefix(while: { $0.kind != "IDAT" }) { bytes += file[chunk.whole] }
            append("acTL", Self.word(UInt32(count)) + Self.word(0))
        }
        var control = Self.word(next()) + Self.word(UInt32(frame.width)) + Self.word(UInt32(frame.height))
        control += Self.word(0) + Self.word(0)
        control += [UInt8(delay >> 8), UInt8(delay & 255), 0x03, 0xE8, 0, 0]
        append("fcTL", control)
        for chunk in chunks where chunk.kind == "IDAT" {
            if isFirst {
                bytes += file[chunk.whole]
            } else {
                append("fdAT", Self.word(next()) + file[chunk.data])
            }
        }
        added += 1
    }

    /// The file, once all pictures are in.
    /// - Throws: `ImageError.invalidDimensions` when some are missing.
    public mutating func finish() throws(ImageError) -> [UInt8] {
        guard added == count else {
            throw .invalidDimensions(width: 0, height: 0, channels: 0, pixelBytes: added)
        }
        append("IEND", [])
        return bytes
    }

    private mutating func next() -> UInt32 {
        defer { sequence += 1 }
        return sequence
    }

    private mutating func append(_ kind: String, _ data: [UInt8]) {
        let body = Array(kind.utf8) + data
        bytes += Self.word(UInt32(data.count)) + body + Self.word(Self.checksum(body))
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    private static func chunks(of file: [UInt8]) -> [(kind: String, whole: Range<Int>, data: Range<Int>)] {
        var result: [(String, Range<Int>, Range<Int>)] = []
        var start = 8
        while start + 12 <= file.count {
            let length = (0..<4).reduce(0) { $0 << 8 | Int(file[start + $1]) }
            guard start + 12 + length <= file.count else { break }
            let kind = String(decoding: file[start + 4..<start + 8], as: UTF8.self)
            result.append((kind, start..<start + 12 + length, start + 8..<start + 8 + length))
            start += 12 + length
        }
        return result
    }

    /// The cyclic redundancy check of PNG: polynomial 0xEDB88320, as in ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
