import Foundation
import JSON

/// The checkpoints of a run: each a directory that appears whole or not at all.
///
/// ```
/// checkpoints/step-00000010/   config.json, model.safetensors, tokenizer.json …   what transformers loads
///                              training/                                          what the run needs to go on
///                              training/manifest.json                             written last: all files, their sizes
/// ```
///
/// A checkpoint is written into a directory of another name, every file of which is flushed to the disk, and then
/// renamed. What a stopped run leaves half written is removed by the next.
package struct CheckpointStore: Sendable {
    /// A whole checkpoint.
    package struct Stored: Sendable {
        package let step: Int
        package let directory: URL
        package let score: Double?
        package let byteCount: Int
        /// The trainer's state.
        package let state: JSONValue

        /// Where the policy's state is.
        package var stateDirectory: URL { directory.appendingPathComponent("training", isDirectory: true) }
    }

    private static let partialPrefix = ".partial-"
    private static let manifest = "training/manifest.json"

    package let directory: URL

    /// To look at what is there, perhaps while a run writes; nothing is made or removed.
    init(reading directory: URL) {
        self.directory = directory
    }

    /// Makes the directory, and removes what is half written.
    package init(directory: URL) throws {
        self.directory = directory
        let files = FileManager.default
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        for name in try files.contentsOfDirectory(atPath: directory.path) where name.hasPrefix(Self.partialPrefix) {
            try files.removeItem(at: directory.appendingPathComponent(name))
        }
    }

    /// All whole checkpoints by rising step, and the names of those that are not whole.
    package func all() -> (whole: [Stored], broken: [String]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        var (whole, broken): ([Stored], [String]) = ([], [])
        for name in names.sorted() where name.hasPrefix("step-") {
            if let stored = read(name) { whole.append(stored) } else { broken.append(name) }
        }
        return (whole.sorted { $0.step < $1.step }, broken)
    }

    private func read(_ name: String) -> Stored? {
        let place = directory.appendingPathComponent(name, isDirectory: true)
        guard let data = try? Data(contentsOf: place.appendingPathComponent(Self.manifest)),
            let value = try? JSONValue.parse([UInt8](data)), let step = value["state"]?["step"]?.integerValue,
            let state = value["state"], let files = value["files"]?.objectValue
        else { return nil }
        var total = data.count
        for (file, size) in files.members {
            let path = place.appendingPathComponent(file).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let found = (attributes?[.size] as? NSNumber)?.intValue, found == size.integerValue else {
                return nil
            }
            total += found
        }
        return Stored(
            step: step, directory: place, score: state["score"]?.doubleValue, byteCount: total, state: state)
    }

    /// Writes a checkpoint.
    /// - Parameter body: fills the model's directory and the directory of the run's state.
    package func write(
        _ state: TrainerState, _ body: (_ model: URL, _ state: URL) throws -> Void
    ) throws -> Stored {
        let name = "step-" + String(repeating: "0", count: max(0, 8 - "\(state.step)".count)) + "\(state.step)"
        let partial = directory.appendingPathComponent(Self.partialPrefix + name, isDirectory: true)
        let files = FileManager.default
        do {
            try? files.removeItem(at: partial)
            let stateDirectory = partial.appendingPathComponent("training", isDirectory: true)
            try files.createDirectory(at: stateDirectory, withIntermediateDirectories: true)
            try body(partial, stateDirectory)
            try writeManifest(state, in: partial)
            let place = directory.appendingPathComponent(name, isDirectory: true)
            if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
            guard rename(partial.path, place.path) == 0 else { throw SystemError(call: "rename", code: errno) }
            try Self.flush(directory)
            guard let stored = read(name) else {
                throw TrainingError.saving(step: state.step, reason: "it is not whole after it was written")
            }
            return stored
        } catch {
            try? files.removeItem(at: partial)
            throw error
        }
    }

    private func writeManifest(_ state: TrainerState, in partial: URL) throws {
        var sizes = JSONObject()
        for file in try FileManager.default.subpathsOfDirectory(atPath: partial.path).sorted() {
            let url = partial.appendingPathComponent(file)
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            try Self.flush(url)
            if attributes[.type] as? FileAttributeType == .typeRegular {
                sizes[file] = .integer((attributes[.size] as? NSNumber)?.intValue ?? 0)
            }
        }
        let manifest = partial.appendingPathComponent(Self.manifest)
        let text = JSONWriter(.indented(2)).bytes(["state": state.json, "files": .object(sizes)])
        try Data(text).write(to: manifest)
        try Self.flush(manifest)
        try Self.flush(manifest.deletingLastPathComponent())
        try Self.flush(partial)
    }

    /// Removes all but the last `kept` and the best.
    /// - Returns: the steps of those removed.
    package func prune(keeping kept: Int) throws -> [Int] {
        let whole = all().whole
        let best = Self.best(of: whole)?.step
        var removed: [Int] = []
        for stored in whole.dropLast(kept) where stored.step != best {
            // Renamed first, so that a stopped removal leaves nothing that looks like a checkpoint.
            let name = Self.partialPrefix + stored.directory.lastPathComponent
            let doomed = directory.appendingPathComponent(name, isDirectory: true)
            guard rename(stored.directory.path, doomed.path) == 0 else {
                throw SystemError(call: "rename", code: errno)
            }
            try FileManager.default.removeItem(at: doomed)
            removed.append(stored.step)
        }
        return removed
    }

    /// The checkpoint of the highest score, the latest among equals; nil where none has one.
    package static func best(of checkpoints: [Stored]) -> Stored? {
        checkpoints.filter { $0.score != nil }
            .max { ($0.score ?? 0, $0.step) < ($1.score ?? 0, $1.step) }
    }

    /// Flushes a file or a directory to the disk.
    static func flush(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(call: "open", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError(call: "fsync", code: errno) }
    }
}
