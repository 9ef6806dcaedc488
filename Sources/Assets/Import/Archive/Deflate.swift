import CZlib

/// Raw deflate streams (RFC 1951), through zlib.
enum Deflate {
    /// No stream grows by more than this factor: 258 bytes of output for two bits of input at best, plus blocks.
    static let maximumRatio = 1032

    /// The `count` bytes that a stream holds; nil when it is damaged or holds more or fewer.
    ///
    /// The caller has compared `count` with its limits; no more memory than that is taken.
    static func inflate(_ compressed: [UInt8], count: Int) -> [UInt8]? {
        guard count >= 0, count <= Int(UInt32.max) / 2, compressed.count <= Int(UInt32.max) / 2 else { return nil }
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var isWhole = false
        var input = compressed
        // One byte more than announced: a stream that fills it holds too much.
        var output = [UInt8](unsafeUninitializedCapacity: count + 1) { target, initialized in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(count + 1)
                isWhole = CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END
                initialized = count + 1 - Int(stream.avail_out)
            }
        }
        guard isWhole, output.count == count else { return nil }
        output.reserveCapacity(count)
        return output
    }

    /// The checksum of zip files (CRC-32 of IEEE 802.3).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }
}
