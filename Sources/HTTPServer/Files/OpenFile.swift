import CSockets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open file or directory, closed when the last reference goes.
final class OpenFile: Sendable {
    let descriptor: Int32
    let size: Int
    let isRegular: Bool
    let isDirectory: Bool
    /// Changes whenever the file does.
    let entityTag: String
    let modifiedSeconds: Int

    private init(descriptor: Int32) throws(SocketError) {
        var status = csockets_file_status()
        let result = csockets_file_status_of(descriptor, &status)
        guard result >= 0 else {
            _ = csockets_close(descriptor)
            throw SocketError(code: -result, call: "fstat")
        }
        self.descriptor = descriptor
        size = Int(status.size)
        isRegular = status.is_regular != 0
        isDirectory = status.is_directory != 0
        modifiedSeconds = Int(status.modified_seconds)
        let modified = UInt64(
            bitPattern: status.modified_seconds &* 1_000_000_000 &+ status.modified_nanoseconds)
        let parts = [modified, UInt64(bitPattern: status.size), status.inode]
        entityTag = "\"" + parts.map { String($0, radix: 36) }.joined(separator: "-") + "\""
    }

    deinit { _ = csockets_close(descriptor) }

    /// Opens a file below a directory, segment by segment and through no symbolic link.
    static func open(directory: String, segments: [String]) throws(SocketError) -> OpenFile {
        var file = try OpenFile(
            descriptor: try SocketError.check(csockets_open_directory(directory), "open \(directory)"))
        for segment in segments {
            file = try OpenFile(
                descriptor: try SocketError.check(
                    csockets_open_at(file.descriptor, segment), "open \(segment)"))
        }
        return file
    }

    /// - Returns: at most `count` bytes; fewer only at the file's end.
    func read(at offset: Int, count: Int) throws(SocketError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = csockets_read_at(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, Int64(offset + filled)
                )
                if got < 0 { failure = Int32(clamping: -got) }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw SocketError(code: failure, call: "pread") }
        return bytes
    }
}
