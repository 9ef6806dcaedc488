import Assets
import Foundation
import JSON
import Persistence

/// Where assets come from on this machine's disk, and what is found there.
struct AssetCollection: Sendable {
    var library: AssetLibraryRecord
    var assets: [Asset]
    var faults: [String] = []

    /// The most GLB files of a directory.
    private static let maximumFiles = 100_000
    /// The most bytes of a file of notes.
    private static let maximumNoteBytes = 256 << 20

    /// Furniture made in code.
    static var parametric: AssetCollection {
        let assets = Asset.parametric
        let text = assets.map { "\($0)" }.joined(separator: "\n")
        return AssetCollection(
            library: AssetLibraryRecord(path: "parametric", fingerprint: digest(text), name: "parametric"),
            assets: assets)
    }

    /// A Sweet Home 3D library.
    /// - Throws: `ModelFileError`.
    static func sweetHome(_ file: URL, _ fingerprint: String) throws(ModelFileError) -> AssetCollection {
        let library = try SweetHomeLibrary(FileBytes(path: file.path), name: file.path)
        let taken = Set(Asset.parametric.map(\.id))
        return AssetCollection(
            library: AssetLibraryRecord(path: file.path, fingerprint: fingerprint, name: library.catalogue.name),
            assets: Asset.assets(of: library.catalogue, path: file.path, taken: taken),
            faults: library.catalogue.faults)
    }

    /// The asset of a GLB file in a directory.
    /// - Throws: `ModelFileError`.
    static func model(
        _ file: URL, in directory: URL, notes: [String: ModelNotes]
    ) throws(ModelFileError) -> Asset {
        let stem = file.deletingPathExtension().lastPathComponent
        let bytes = try FileBytes(path: file.path)
        let limits = ModelLimits()
        guard bytes.byteCount <= limits.maximumFileBytes else {
            throw ModelFileError(
                file.path, .tooLarge("bytes", count: bytes.byteCount, limit: limits.maximumFileBytes))
        }
        let model = try GLBReader.read(bytes.bytes(at: 0, count: bytes.byteCount), name: file.path)
        return try Asset.asset(
            of: model, notes: notes[stem] ?? ModelNotes(),
            id: Asset.slug(directory.lastPathComponent + "-" + stem), stem: stem, source: .directory,
            library: directory.lastPathComponent, path: file.path)
    }

    // MARK: Looking around

    /// The Sweet Home 3D libraries that lie in some directories, in the order of their names.
    static func libraryFiles(in directories: [URL]) -> [URL] {
        directories.flatMap { files(in: $0, ending: "sh3f") }
    }

    /// The directories that hold GLB files: the given ones and those in them.
    static func modelDirectories(in directories: [URL]) -> [URL] {
        directories.flatMap { directory in
            ([directory] + contents(of: directory).filter(\.hasDirectoryPath)).filter {
                !files(in: $0, ending: "glb").isEmpty
            }
        }
    }

    /// The GLB files of a directory.
    static func modelFiles(in directory: URL) -> [URL] {
        Array(files(in: directory, ending: "glb").prefix(maximumFiles))
    }

    /// What the JSON files of a directory say of its models.
    static func notes(in directory: URL) -> [String: ModelNotes] {
        var notes: [String: ModelNotes] = [:]
        for file in files(in: directory, ending: "json") {
            guard let bytes = try? FileBytes(path: file.path), bytes.byteCount <= maximumNoteBytes,
                let content = try? bytes.bytes(at: 0, count: bytes.byteCount),
                let json = try? JSONValue.parse(content)
            else { continue }
            notes.merge(ModelNotes.all(json: json)) { $0.completed(by: $1) }
        }
        return notes
    }

    /// Tells a file from what it was before: its size and when it was changed; nil where there is none.
    static func fingerprint(ofFile file: URL) -> String? {
        guard
            let values = try? file.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey]),
            let size = values.fileSize, let date = values.contentModificationDate
        else { return nil }
        return "\(edition)-\(size)-\(date.timeIntervalSince1970)"
    }

    /// Tells a directory's files, and the notes on them, from what they were before.
    static func fingerprint(ofFiles files: [URL]) -> String {
        let notes = files.first.map { Self.files(in: $0.deletingLastPathComponent(), ending: "json") } ?? []
        return digest(
            (files + notes).map { "\($0.lastPathComponent) \(fingerprint(ofFile: $0) ?? "")" }.joined(separator: "\n"))
    }

    /// Changes when the same files are read otherwise.
    private static let edition = 1

    private static func contents(of directory: URL) -> [URL] {
        let found =
            (try? FileManager.default.contentsOfDirectory(
                at: directory, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)) ?? []
        return found.sorted { $0.path < $1.path }
    }

    private static func files(in directory: URL, ending: String) -> [URL] {
        contents(of: directory).filter { $0.pathExtension.lowercased() == ending && !$0.hasDirectoryPath }
    }

    /// FNV-1a (Fowler, Noll and Vo), 64 bits.
    private static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(edition)-\(String(hash, radix: 16))"
    }
}
