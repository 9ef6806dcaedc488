import Foundation
import Tensors

/// Files read by mapping them into memory.
package enum MappedFile {
    /// Maps a regular file for reading. The pages are loaded when they are touched, so a file must not be
    /// shortened while it is in use (the system would end the process); replace it by renaming, as
    /// `FileReplacement` does, which leaves the mapped content as it was.
    /// - Parameters:
    ///   - name: how errors call the file.
    ///   - maximumByteCount: a larger file is refused.
    /// - Throws: `CheckpointError`.
    package static func open(_ url: URL, name: String, maximumByteCount: Int = 1 << 46) throws(CheckpointError)
        -> ByteStorage
    {
        // Non-blocking, so that a named pipe in a checkpoint's place cannot hang the caller.
        let descriptor = url.withUnsafeFileSystemRepresentation { path -> Int32 in
            guard let path else { return -1 }
            return Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        }
        guard descriptor >= 0 else {
            let code = errno
            throw CheckpointError(
                file: name, code == ENOENT ? .missingFile : .inputOutput(call: "open", code: code))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw CheckpointError(file: name, .inputOutput(call: "fstat", code: errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CheckpointError(file: name, .unacceptableFile("not a regular file"))
        }
        let byteCount = Int(status.st_size)
        guard byteCount <= maximumByteCount else {
            throw CheckpointError(
                file: name,
                .unacceptableFile("\(byteCount) bytes are more than the \(maximumByteCount) allowed"))
        }
        guard byteCount > 0 else { return ByteStorage(byteCount: 0) { _ in } }
        guard let base = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
        else {
            throw CheckpointError(file: name, .inputOutput(call: "mmap", code: errno))
        }
        return ByteStorage(
            adopting: UnsafeRawPointer(base), byteCount: byteCount,
            release: { pointer, count in munmap(UnsafeMutableRawPointer(mutating: pointer), count) },
            forget: { pointer, count in
                // Whole pages; what else lies in the first and last is read again when it is wanted.
                let page = sysconf(Int32(_SC_PAGESIZE))
                let start = Int(bitPattern: pointer) / page * page
                madvise(
                    UnsafeMutableRawPointer(bitPattern: start), Int(bitPattern: pointer) + count - start,
                    MADV_DONTNEED)
            })
    }

    /// The bytes of a small file.
    package static func read(_ url: URL, name: String, maximumByteCount: Int) throws(CheckpointError) -> [UInt8] {
        try open(url, name: name, maximumByteCount: maximumByteCount).withUnsafeBytes { [UInt8]($0) }
    }
}
