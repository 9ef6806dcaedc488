import Foundation

/// A directory that goes when its holder does.
final class TemporaryDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("checkpoint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file of the directory.
    func write(_ bytes: some Sequence<UInt8>, as name: String) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    /// A copy of a fixture checkpoint's model files, or of the whole checkpoint.
    convenience init(copyOf checkpoint: String, whole: Bool = false) throws {
        try self.init()
        let source = try Fixtures.url(checkpoint)
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path)
        where !name.contains("cases") && (whole || name.hasPrefix("model") || name == "config.json") {
            try FileManager.default.copyItem(
                at: source.appendingPathComponent(name), to: url.appendingPathComponent(name))
        }
    }

    /// Replaces text in a file that must contain it.
    func replace(_ old: String, by new: String, in name: String) throws {
        let place = url.appendingPathComponent(name)
        let text = try String(contentsOf: place, encoding: .utf8)
        struct Absent: Error {}
        guard text.contains(old) else { throw Absent() }
        try text.replacingOccurrences(of: old, with: new).write(to: place, atomically: true, encoding: .utf8)
    }
}
