import Assets
import Foundation
import Testing

/// An archive of stored files, as APPNOTE.TXT writes it, with whatever is to be wrong in it.
struct ArchiveMaker {
    struct File {
        var name: String
        var content: [UInt8]
        var method = 0
        /// The size that the directory tells; nil for the true one.
        var size: Int?
        var flags = 0
        /// Where the directory says that the file is; nil for the true place.
        var offset: Int?
    }

    static func bytes(_ files: [File], count: Int? = nil) -> [UInt8] {
        func half(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
        func word(_ value: Int) -> [UInt8] { half(value & 0xFFFF) + half(value >> 16 & 0xFFFF) }
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for file in files {
            let place = file.offset ?? body.count
            let common =
                half(file.flags) + half(file.method) + word(0) + word(checksum(file.content))
                + word(file.content.count) + word(file.size ?? file.content.count) + half(file.name.utf8.count)
            body += word(0x0403_4B50) + half(20) + common + half(0) + Array(file.name.utf8) + file.content
            directory += word(0x0201_4B50) + half(20) + half(20) + common + half(0) + half(0) + half(0) + half(0)
            directory += word(0) + word(place) + Array(file.name.utf8)
        }
        let number = count ?? files.count
        return body + directory + word(0x0605_4B50) + half(0) + half(0) + half(number) + half(number)
            + word(directory.count) + word(body.count) + half(0)
    }

    /// CRC-32, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return Int(~value)
    }
}

@Suite struct ZipArchiveTests {
    private func archive(_ bytes: [UInt8], limits: ZipArchive.Limits = .init()) throws -> ZipArchive {
        try ZipArchive(MemoryBytes(bytes, name: "test.zip"), name: "test.zip", limits: limits)
    }

    private func reason(_ bytes: [UInt8], limits: ZipArchive.Limits = .init()) -> ModelFileError.Reason? {
        do {
            for entry in try archive(bytes, limits: limits).entries {
                _ = try archive(bytes, limits: limits).contents(of: entry)
            }
            return nil
        } catch {
            return (error as? ModelFileError)?.reason
        }
    }

    @Test func storedFilesComeBack() throws {
        let bytes = ArchiveMaker.bytes([
            .init(name: "a.txt", content: Array("one".utf8)), .init(name: "d/", content: []),
            .init(name: "d/ü", content: []),
        ])
        let archive = try archive(bytes)
        #expect(archive.entries.map(\.name) == ["a.txt", "d/ü"])
        #expect(try archive.contents(of: #require(archive.entry(named: "a.txt"))) == Array("one".utf8))
        #expect(archive.entry(named: "b.txt") == nil)
    }

    @Test func deflatedFilesComeBackFromADisk() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let archive = try ZipArchive(FileBytes(path: path), name: path)
        #expect(archive.entries.count == 6)
        let model = try archive.contents(of: #require(archive.entry(named: "models/house.obj")))
        #expect(String(decoding: model, as: UTF8.self).hasPrefix("# a pentagon pushed backward"))
    }

    @Test func damageIsFound() throws {
        let path = try #require(Bundle.module.path(forResource: "small", ofType: "sh3f", inDirectory: "Fixtures"))
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        for count in stride(from: 0, to: whole.count, by: 7) { #expect(reason(Array(whole.prefix(count))) != nil) }
        // Every byte of the packed data is under the checksum.
        for offset in 80..<120 {
            var bytes = whole
            bytes[offset] ^= 0x55
            #expect(reason(bytes) != nil, "byte \(offset)")
        }
    }

    @Test(arguments: ["../up", "/root", "a/../../b", "a\\b", "c:/x", "a\0b", ""])
    func pathsThatLeadOutAreRefused(name: String) {
        #expect(reason(ArchiveMaker.bytes([.init(name: name, content: [1])])) == .unsafePath(name))
    }

    @Test func bombsAreRefusedBeforeTheyGrow() {
        var limits = ZipArchive.Limits()
        limits.maximumEntryBytes = 100
        limits.maximumTotalBytes = 150
        let many = (0..<4).map { ArchiveMaker.File(name: "\($0)", content: [UInt8](repeating: 7, count: 50)) }
        #expect(reason(ArchiveMaker.bytes(many), limits: limits) == .tooLarge("unpacked bytes", count: 200, limit: 150))
        let large = ArchiveMaker.File(name: "a", content: [1], method: 8, size: 101)
        #expect(
            reason(ArchiveMaker.bytes([large]), limits: limits) == .tooLarge("unpacked bytes", count: 101, limit: 100))
        // A byte cannot unfold to a megabyte, whatever it is.
        let swollen = ArchiveMaker.File(name: "a", content: [1], method: 8, size: 1 << 20)
        #expect(reason(ArchiveMaker.bytes([swollen])) == .malformed("its sizes do not go together"))
        // One file's bytes in the place of another's.
        let shared = [
            ArchiveMaker.File(name: "a", content: [1, 2, 3]),
            ArchiveMaker.File(name: "b", content: [1, 2, 3], offset: 0),
        ]
        #expect(reason(ArchiveMaker.bytes(shared)) == .malformed("two files share bytes"))
    }

    @Test func whatIsNotReadIsNamed() {
        #expect(reason(ArchiveMaker.bytes([.init(name: "a", content: [], flags: 1)])) == .unsupported("encryption"))
        #expect(
            reason(ArchiveMaker.bytes([.init(name: "a", content: [], method: 12)]))
                == .unsupported("compression method 12"))
        #expect(reason(ArchiveMaker.bytes([], count: 0xFFFF)) == .unsupported("zip64"))
        #expect(
            reason(ArchiveMaker.bytes([.init(name: "a", content: [])], count: 9000))
                == .malformed("the directory does not fit into the archive"))
        #expect(
            reason(ArchiveMaker.bytes([.init(name: "a", content: []), .init(name: "a", content: [])]))
                == .malformed("a name is there twice"))
        #expect(reason(Array("this is no archive at all, however long".utf8)) == .malformed("it is not a zip archive"))
    }

    @Test func filesThatAreNoneAreRefused() {
        for path in ["/nowhere/at/all", "/", "/dev/null"] {
            #expect(throws: ModelFileError.self) { try FileBytes(path: path) }
        }
    }
}
