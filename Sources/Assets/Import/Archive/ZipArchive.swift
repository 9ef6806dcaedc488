/// A zip archive (PKWARE, "APPNOTE.TXT", 6.3.10): its central directory, and files stored or deflated.
///
/// Nothing is ever unpacked to disk. Refused are archives over several disks, zip64, encryption, names that lead
/// out of the archive, entries that share bytes (Fifield, "A better zip bomb", WOOT 2019), and sizes that the
/// compressed bytes could not come to.
public struct ZipArchive: Sendable {
    /// What is taken.
    public struct Limits: Sendable, Hashable {
        /// Files in the archive.
        public var maximumEntries = 65_535
        /// Bytes of one file, unpacked.
        public var maximumEntryBytes = 256 << 20
        /// Bytes of all files, unpacked.
        public var maximumTotalBytes = 4 << 30

        /// The usual limits.
        public init() {}
    }

    /// A file in the archive.
    public struct Entry: Sendable, Hashable {
        /// Its path, with `/` between directories.
        public var name: String
        /// How many bytes it has.
        public var size: Int
        fileprivate var compressedSize: Int
        fileprivate var checksum: Int
        fileprivate var isDeflated: Bool
        fileprivate var headerOffset: Int
    }

    /// The files, in the directory's order; directories are left out.
    public let entries: [Entry]
    private let source: any ByteSource
    private let file: String
    private let positions: [String: Int]

    private static let endSize = 22
    private static let headerSize = 46
    private static let localHeaderSize = 30

    /// Reads the directory.
    /// - Throws: `ModelFileError`.
    public init(_ source: any ByteSource, name: String, limits: Limits = Limits()) throws(ModelFileError) {
        let directory = try Self.directory(source, name, limits)
        var entries: [Entry] = []
        var positions: [String: Int] = [:]
        var total = 0
        var offset = 0
        for number in 0..<directory.count {
            let (entry, length) = try Self.entry(directory.bytes, offset, number, name, limits)
            offset += length
            guard !entry.name.hasSuffix("/") else { continue }
            total += entry.size
            guard total <= limits.maximumTotalBytes else {
                throw ModelFileError(
                    name, .tooLarge("unpacked bytes", count: total, limit: limits.maximumTotalBytes))
            }
            guard positions.updateValue(entries.count, forKey: entry.name) == nil else {
                throw ModelFileError(name, at: "entry \(number)", .malformed("a name is there twice"))
            }
            entries.append(entry)
        }
        try Self.checkOverlap(entries, end: directory.offset, name)
        self.entries = entries
        self.positions = positions
        self.source = source
        self.file = name
    }

    /// The file of this path, exactly as written.
    public func entry(named name: String) -> Entry? { positions[name].map { entries[$0] } }

    /// The bytes of a file, unpacked and compared with their checksum.
    /// - Throws: `ModelFileError`.
    public func contents(of entry: Entry) throws(ModelFileError) -> [UInt8] {
        let place = "'\(entry.name.suffix(100))'"
        let header = LittleEndian(
            bytes: try source.bytes(at: entry.headerOffset, count: Self.localHeaderSize), file: file)
        guard try header.word(0) == 0x0403_4B50 else {
            throw ModelFileError(file, at: place, .malformed("its header is not where the directory says"))
        }
        // The local lengths may differ from the directory's; the sizes of the directory count.
        let start = entry.headerOffset + Self.localHeaderSize + (try header.half(26)) + (try header.half(28))
        let packed = try source.bytes(at: start, count: entry.compressedSize)
        let bytes = entry.isDeflated ? Deflate.inflate(packed, count: entry.size) : packed
        guard let bytes, Int(Deflate.checksum(bytes)) == entry.checksum else {
            throw ModelFileError(file, at: place, .malformed("its data is damaged"))
        }
        return bytes
    }

    // MARK: Reading the directory

    private static func directory(
        _ source: any ByteSource, _ name: String, _ limits: Limits
    ) throws(ModelFileError) -> (bytes: LittleEndian, offset: Int, count: Int) {
        // The end record is followed by a comment of up to 65,535 bytes only.
        let tailSize = min(source.byteCount, endSize + 65_535)
        let tail = LittleEndian(bytes: try source.bytes(at: source.byteCount - tailSize, count: tailSize), file: name)
        var end = tailSize - endSize
        while end >= 0 {
            if try tail.word(end) == 0x0605_4B50, try tail.half(end + 20) == tailSize - end - endSize { break }
            end -= 1
        }
        guard end >= 0 else { throw ModelFileError(name, .malformed("it is not a zip archive")) }
        let count = try tail.half(end + 10)
        let (size, offset) = (try tail.word(end + 12), try tail.word(end + 16))
        guard count != 0xFFFF, size != 0xFFFF_FFFF, offset != 0xFFFF_FFFF else {
            throw ModelFileError(name, .unsupported("zip64"))
        }
        guard try tail.word(end + 4) == 0, try tail.half(end + 8) == count else {
            throw ModelFileError(name, .unsupported("an archive over several disks"))
        }
        guard count <= limits.maximumEntries else {
            throw ModelFileError(name, .tooLarge("files", count: count, limit: limits.maximumEntries))
        }
        guard offset + size <= source.byteCount - tailSize + end, count * headerSize <= size else {
            throw ModelFileError(name, .malformed("the directory does not fit into the archive"))
        }
        let bytes = LittleEndian(bytes: try source.bytes(at: offset, count: size), file: name)
        return (bytes, offset, count)
    }

    private static func entry(
        _ directory: LittleEndian, _ offset: Int, _ number: Int, _ file: String, _ limits: Limits
    ) throws(ModelFileError) -> (Entry, length: Int) {
        let place = "entry \(number)"
        guard try directory.word(offset) == 0x0201_4B50 else {
            throw ModelFileError(file, at: place, .malformed("the directory is damaged"))
        }
        let (flags, method) = (try directory.half(offset + 8), try directory.half(offset + 10))
        let nameLength = try directory.half(offset + 28)
        let length = headerSize + nameLength + (try directory.half(offset + 30)) + (try directory.half(offset + 32))
        guard offset + length <= directory.bytes.count else { throw ModelFileError(file, at: place, .truncated) }
        let start = offset + headerSize
        let name = String(decoding: directory.bytes[start..<start + nameLength], as: UTF8.self)
        guard isSafe(name) else { throw ModelFileError(file, at: place, .unsafePath(name)) }
        guard flags & 1 == 0 else { throw ModelFileError(file, at: place, .unsupported("encryption")) }
        guard method == 0 || method == 8 else {
            throw ModelFileError(file, at: place, .unsupported("compression method \(method)"))
        }
        let (packed, size) = (try directory.word(offset + 20), try directory.word(offset + 24))
        guard size <= limits.maximumEntryBytes else {
            throw ModelFileError(
                file, at: place, .tooLarge("unpacked bytes", count: size, limit: limits.maximumEntryBytes))
        }
        guard method == 8 ? size <= packed * Deflate.maximumRatio : size == packed else {
            throw ModelFileError(file, at: place, .malformed("its sizes do not go together"))
        }
        return (
            Entry(
                name: name, size: size, compressedSize: packed, checksum: try directory.word(offset + 16),
                isDeflated: method == 8, headerOffset: try directory.word(offset + 42)), length
        )
    }

    /// Whether a name stays within the archive: relative, without `..`, without drives or zero bytes.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, !name.hasPrefix("/"), !name.utf8.contains(where: { $0 == 0 || $0 == 0x5C }),
            !name.contains(":")
        else { return false }
        return !name.split(separator: "/").contains("..")
    }

    private static func checkOverlap(
        _ entries: [Entry], end: Int, _ file: String
    ) throws(ModelFileError) {
        var reach = 0
        for entry in entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard entry.headerOffset >= reach else {
                throw ModelFileError(file, at: "'\(entry.name.suffix(100))'", .malformed("two files share bytes"))
            }
            reach = entry.headerOffset + localHeaderSize + entry.compressedSize
        }
        guard reach <= end else { throw ModelFileError(file, .truncated) }
    }
}
