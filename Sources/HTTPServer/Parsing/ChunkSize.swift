/// The line before a chunk: `chunk-size [chunk-ext]` (RFC 9112, 7.1).
enum ChunkSize {
    /// The size; extensions are checked for stray control bytes and ignored.
    static func parse(_ line: ArraySlice<UInt8>) throws(HTTPError) -> Int {
        var size = 0
        var digits = 0
        var rest = line
        while let byte = rest.first, let digit = Byte.hexValue(byte) {
            let (shifted, overflow) = size.multipliedReportingOverflow(by: 16)
            // Sixteen times anything leaves room for one digit.
            guard !overflow, shifted <= Int.max - 15, digits < 16 else {
                throw .badRequest("chunk size too large")
            }
            size = shifted + Int(digit)
            digits += 1
            rest = rest.dropFirst()
        }
        guard digits > 0 else { throw .badRequest("chunk size is not a hexadecimal number") }
        if rest.isEmpty { return size }
        guard let first = rest.drop(while: Byte.isBlank).first, first == UInt8(ascii: ";"),
            rest.allSatisfy(Byte.isFieldValue)
        else { throw .badRequest("bad chunk extension") }
        return size
    }
}
