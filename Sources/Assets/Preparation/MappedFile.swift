import Foundation

/// A file of this program's own, mapped into memory as long as this lives. It must be replaced as a whole, not shortened.
final class MappedFile {
    let bytes: UnsafeRawBufferPointer

    /// Nil for what is not there, empty or no regular file.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
            let size = Int(exactly: information.st_size), size > 0
        else { return nil }
        // All of it is read, and in order.
        let flags = MAP_PRIVATE | Self.mapsAtOnce
        guard let start = mmap(nil, size, PROT_READ, flags, descriptor, 0), start != MAP_FAILED else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    #if os(Linux)
    private static let mapsAtOnce = MAP_POPULATE
    #else
    private static let mapsAtOnce: Int32 = 0
    #endif
}
