/// Numbers of a fixed width, least significant byte first, in bytes whose bounds are checked.
struct LittleEndian {
    let bytes: [UInt8]
    let file: String

    /// The two bytes at an offset.
    func half(_ offset: Int) throws(ModelFileError) -> Int { Int(try number(offset, 2)) }
    /// The four bytes at an offset.
    func word(_ offset: Int) throws(ModelFileError) -> Int { Int(try number(offset, 4)) }

    private func number(_ offset: Int, _ width: Int) throws(ModelFileError) -> UInt32 {
        guard offset >= 0, offset <= bytes.count - width else { throw ModelFileError(file, .truncated) }
        return (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }
}
