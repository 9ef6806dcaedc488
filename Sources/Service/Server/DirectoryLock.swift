import Foundation
import Synchronization

/// Keeps a data directory to one server: a second one would carry the first one's jobs out again.
///
/// The lock (flock) belongs to the process and ends with it, however it ends.
final class DirectoryLock: Sendable {
    /// Why a directory cannot be had.
    enum Failure: Error, CustomStringConvertible {
        case inUse(path: String)
        case system(path: String, code: Int32)

        var description: String {
            switch self {
            case .inUse(let path): "the data directory '\(path)' is in use by another server"
            case .system(let path, let code):
                "the data directory '\(path)' cannot be used: \(String(cString: strerror(code)))"
            }
        }
    }

    private let descriptor: Mutex<Int32?>

    /// Takes the lock, at once or not at all.
    init(directory: URL) throws(Failure) {
        let file = directory.appendingPathComponent("lock")
        let descriptor = open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(path: directory.path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            Foundation.close(descriptor)
            throw code == EWOULDBLOCK ? .inUse(path: directory.path) : .system(path: directory.path, code: code)
        }
        self.descriptor = Mutex(descriptor)
    }

    /// Gives the directory to the next server.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { Foundation.close(open) }
            descriptor = nil
        }
    }

    deinit { release() }
}
