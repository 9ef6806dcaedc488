import Foundation

/// Where a checkpoint lies: a Hugging Face directory, or a GGUF file with or without the one of its vision tower.
public struct CheckpointFiles: Hashable, Sendable {
    /// The form of the files.
    public enum Form: Hashable, Sendable {
        /// A directory with `config.json`, `tokenizer.json` and `model*.safetensors`.
        case directory
        /// A GGUF file.
        case gguf
    }

    /// The form of the files.
    public let form: Form
    /// The directory or the file.
    public let url: URL
    /// GGUF files that may hold the vision tower (llama.cpp's `mmproj`): the one that was named, else all beside
    /// the model whose names say so, of which the first that fits is taken.
    public let visionFiles: [URL]
    /// Whether the vision tower's file was named, so that the model is not opened without it.
    public let requiresVision: Bool

    private static let visionMark = "mmproj"

    /// Looks at what lies at a place: a directory, one that holds nothing but one GGUF model, or a GGUF file.
    /// - Parameter vision: the GGUF file of the vision tower; nil looks for it beside the model.
    /// - Throws: `CheckpointError`.
    public init(at url: URL, vision: URL? = nil) throws(CheckpointError) {
        let name = url.lastPathComponent
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
            throw CheckpointError(file: name, .missingFile)
        }
        var model = url
        if isDirectory.boolValue {
            let models = Self.files(in: url, areVision: false)
            let isPlain = FileManager.default.fileExists(
                atPath: url.appendingPathComponent(Checkpoint.configurationName).path)
            guard !isPlain, let first = models.first else {
                guard vision == nil else {
                    throw CheckpointError(
                        file: name, .unacceptableFile("a vision file belongs to a GGUF model, not to a directory"))
                }
                (form, self.url, visionFiles, requiresVision) = (.directory, url, [], false)
                return
            }
            guard models.count == 1 else {
                let names = models.prefix(8).map(\.lastPathComponent).joined(separator: ", ")
                throw CheckpointError(file: name, .unacceptableFile("holds several GGUF models, name one: \(names)"))
            }
            model = first
        }
        form = .gguf
        self.url = model
        requiresVision = vision != nil
        visionFiles =
            vision.map { [$0] }
            ?? Self.files(in: model.deletingLastPathComponent(), areVision: true)
            .filter { $0.lastPathComponent != model.lastPathComponent }
    }

    /// The files that hold the weights.
    public var weights: [URL] {
        form == .gguf ? [url] + visionFiles : PackedCache.weightFiles(of: url)
    }

    /// The GGUF files of a directory that do or do not hold a vision tower by their names, sorted.
    private static func files(in directory: URL, areVision: Bool) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter {
            $0.lowercased().hasSuffix(".gguf") && $0.lowercased().contains(visionMark) == areVision
        }.sorted().map { directory.appendingPathComponent($0) }
    }

    /// Whether a file begins as GGUF files do.
    public static func isGGUF(_ url: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4)) == Data("GGUF".utf8)
    }
}
