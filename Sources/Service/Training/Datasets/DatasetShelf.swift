import Foundation
import VLM

/// The directory of kept data sets: `NAME.jsonl` each, also such as were put there by hand.
struct DatasetShelf: Sendable {
    let directory: URL

    /// The most data sets that are kept.
    static let maximumCount = 1000
    private static let ending = ".jsonl"

    /// Whether a data set may be called so: letters, digits, `-`, `.` and `_`, 1 to 128 of them, no `.` first.
    static func isName(_ name: String) -> Bool {
        (1...128).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }

    /// The file of a data set; nil if none is kept under this name.
    func file(_ name: String) -> URL? {
        guard Self.isName(name) else { return nil }
        let url = place(name)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }

    /// The data set of this name.
    func dataset(_ name: String) throws -> KeptDataset? {
        guard let url = file(name) else { return nil }
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        return KeptDataset(
            name: name, bytes: (attributes[.size] as? NSNumber)?.intValue ?? 0,
            createdAt: attributes[.modificationDate] as? Date ?? Date(timeIntervalSince1970: 0))
    }

    /// The names of all data sets, in order.
    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }
            .filter(Self.isName).sorted()
    }

    /// Keeps a data set, whole or not at all.
    /// - Throws: `Problem` when the name is taken, there are too many, or the file cannot be written.
    func add(_ bytes: [UInt8], as name: String) throws -> KeptDataset {
        guard file(name) == nil else {
            throw Problem(
                .conflict, .conflict, title: "The name is taken", detail: "delete the data set '\(name)' first")
        }
        guard try names().count < Self.maximumCount else {
            throw Problem(
                .conflict, .conflict, title: "Too many data sets are kept",
                detail: "\(Self.maximumCount) are the most; delete one first")
        }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        do {
            try FileReplacement.write(to: place(name)) { file throws(CheckpointError) in
                try file.write(bytes, name: name)
            }
        } catch {
            throw Problem(
                .internalError, .insufficientStorage, title: "The data set could not be kept",
                detail: error.description)
        }
        guard let kept = try dataset(name) else { throw Problem.notFound("data set", id: name) }
        return kept
    }

    /// - Returns: whether there was one.
    func remove(_ name: String) throws -> Bool {
        guard let url = file(name) else { return false }
        try FileManager.default.removeItem(at: url)
        return true
    }

    private func place(_ name: String) -> URL { directory.appendingPathComponent(name + Self.ending) }
}
