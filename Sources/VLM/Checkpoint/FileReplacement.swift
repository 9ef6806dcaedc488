import Foundation

/// Writes a file so that its place holds either the old content or the whole new one.
package enum FileReplacement {
    /// An open file that takes bytes.
    package struct Handle {
        fileprivate let descriptor: Int32

        /// - Throws: `CheckpointError`.
        package func write(_ bytes: [UInt8], name: String) throws(CheckpointError) {
            // Array's own withUnsafeBytes does not pass typed errors on.
            let result = bytes.withUnsafeBytes { buffer in
                Result { () throws(CheckpointError) in try write(buffer, name: name) }
            }
            try result.get()
        }

        /// - Throws: `CheckpointError`.
        func write(_ bytes: UnsafeRawBufferPointer, name: String) throws(CheckpointError) {
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw CheckpointError(file: name, .inputOutput(call: "write", code: errno))
                }
                written += count
            }
        }
    }

    /// Calls `body` with a new file beside the place, flushes it to the disk and moves it there.
    /// - Throws: `CheckpointError`.
    package static func write(
        to url: URL, _ body: (Handle) throws(CheckpointError) -> Void
    ) throws(CheckpointError) {
        let name = url.lastPathComponent
        let path = url.path
        // Processes that write the same file at once each have a temporary one.
        let temporary = path + ".\(getpid()).partial"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CheckpointError(file: name, .inputOutput(call: "open", code: errno))
        }
        do throws(CheckpointError) {
            defer { close(descriptor) }
            try body(Handle(descriptor: descriptor))
            guard fsync(descriptor) == 0 else {
                throw CheckpointError(file: name, .inputOutput(call: "fsync", code: errno))
            }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw CheckpointError(file: name, .inputOutput(call: "rename", code: code))
        }
    }
}
