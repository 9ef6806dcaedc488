import Foundation

/// Bytes that can be read in any order: of a file, or in memory.
public protocol ByteSource: Sendable {
    /// How many there are.
    var byteCount: Int { get }
    /// Some of them.
    /// - Throws: `.truncated` when the range is not within the bytes, `.unreadable` for a failure of the file.
    func bytes(at offset: Int, count: Int) throws(ModelFileError) -> [UInt8]
}

/// Bytes in memory.
public struct MemoryBytes: ByteSource {
    private let name: String
    private let content: [UInt8]

    /// - Parameter name: what errors call the bytes.
    public init(_ content: [UInt8], name: String) {
        self.name = name
        self.content = content
    }

    public var byteCount: Int { content.count }

    public func bytes(at offset: Int, count: Int) throws(ModelFileError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= content.count, count <= content.count - offset else {
            throw ModelFileError(name, .truncated)
        }
        return Array(content[offset..<offset + count])
    }
}

/// A file, read where it is asked for, so that a large archive takes no memory.
public final class FileBytes: ByteSource {
    private let name: String
    private let descriptor: Int32
    public let byteCount: Int

    /// Opens a regular file.
    /// - Throws: `ModelFileError` with `.unreadable`.
    public init(path: String) throws(ModelFileError) {
        name = path
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw ModelFileError(path, .unreadable(String(cString: strerror(errno)))) }
        var information = stat()
        guard fstat(opened, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
            let size = Int(exactly: information.st_size), size >= 0
        else {
            close(opened)
            throw ModelFileError(path, .unreadable("it is not a regular file"))
        }
        descriptor = opened
        byteCount = size
    }

    deinit { close(descriptor) }

    public func bytes(at offset: Int, count: Int) throws(ModelFileError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw ModelFileError(name, .truncated)
        }
        var failure: Int32 = 0
        let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while initialized < count {
                let start = buffer.baseAddress.map { $0 + initialized }
                let got = pread(descriptor, start, count - initialized, off_t(offset + initialized))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { return }
                initialized += got
            }
        }
        guard failure == 0 else { throw ModelFileError(name, .unreadable(String(cString: strerror(failure)))) }
        guard result.count == count else { throw ModelFileError(name, .truncated) }
        return result
    }
}
