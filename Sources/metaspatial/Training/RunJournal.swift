import Foundation
import JSON
import Synchronization

/// The lines that a run leaves in its directory: one JSON document a line, each step once.
///
/// A line is on the disk when the call returns. When a run goes on from a step, lines of later steps are dropped,
/// since those steps are done again; a half line that a stopped run left is dropped too.
final class RunJournal: Sendable {
    /// A file of the journal.
    enum Kind: String, CaseIterable {
        case metrics
        case evaluations
        case rollouts
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let directory: URL
    private let lock = Mutex(())

    init(directory: URL) { self.directory = directory }

    private func file(_ kind: Kind) -> URL { place(of: "\(kind.rawValue).jsonl") }

    /// Where a file of the run's directory is.
    func place(of name: String) -> URL { directory.appendingPathComponent(name) }

    /// The documents of a kind, by rising step.
    func documents(_ kind: Kind) -> [JSONValue] {
        guard let data = try? Data(contentsOf: file(kind)) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONValue.parse($0) }
    }

    /// Drops what lies after a step.
    func rewind(to step: Int) throws {
        try lock.withLock { _ in
            for kind in Kind.allCases where FileManager.default.fileExists(atPath: file(kind).path) {
                let kept = documents(kind).filter { ($0["step"]?.integerValue ?? 0) <= step }
                var bytes: [UInt8] = []
                for document in kept { bytes += JSONWriter().bytes(document) + [0x0A] }
                try Data(bytes).write(to: file(kind), options: .atomic)
            }
        }
    }

    /// Adds documents.
    func append(_ documents: [JSONValue], to kind: Kind) throws {
        guard !documents.isEmpty else { return }
        var bytes: [UInt8] = []
        for document in documents { bytes += JSONWriter().bytes(document) + [0x0A] }
        try lock.withLock { _ in
            let descriptor = open(file(kind).path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw failure(kind, errno) }
            defer { close(descriptor) }
            guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
                throw failure(kind, errno)
            }
        }
    }

    private func failure(_ kind: Kind, _ code: Int32) -> Failure {
        Failure(description: "\(file(kind).lastPathComponent) cannot be written: \(String(cString: strerror(code)))")
    }
}
