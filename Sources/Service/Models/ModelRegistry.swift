import Foundation
import JSON
import Logging
import Persistence
import SceneGraph
import VLM

/// The checkpoints that the server knows, and which of them answers.
actor ModelRegistry {
    /// A checkpoint that is open.
    struct Loaded: Sendable {
        let description: ModelDescription
        let engine: LanguageModelEngine
    }

    private let store: Store
    private let modelsDirectory: URL
    private let roots: [URL]
    private let quantization: Quantization?
    private let logger: Logger
    private var loaded: [String: Loaded] = [:]
    private(set) var activeID: String?
    /// Identifiers whose directories are being opened for registration.
    private var registering: Set<String> = []

    /// The id of the checkpoint that the server makes for itself.
    static let defaultID = "default"

    init(store: Store, modelsDirectory: URL, roots: [URL], quantization: Quantization?, logger: Logger) {
        self.store = store
        self.modelsDirectory = modelsDirectory
        self.roots = roots + [modelsDirectory]
        self.quantization = quantization
        self.logger = logger
    }

    /// Opens the model to answer with: the given one, else the one that was active, else the default.
    func start(with files: CheckpointFiles?) async throws {
        if let files {
            let id = Self.identifier(from: files.url)
            _ = try await open(id: id, files, isNew: true)
            try await activateLoaded(id)
            return
        }
        if let id = try await store.activeModelID(), id != Self.defaultID {
            do {
                _ = try await engine(id)
                activeID = id
                return
            } catch {
                logger.error(
                    "the active model cannot be opened; the default answers instead",
                    metadata: ["model": "\(id)", "error": "\(error)"])
            }
        }
        _ = try await open(id: Self.defaultID, CheckpointFiles(at: try await defaultDirectory()), isNew: true)
        try await activateLoaded(Self.defaultID)
    }

    /// Where the default model is: what came with the program, or else an untrained one that is made.
    private func defaultDirectory() async throws -> URL {
        if let trained = TrainedModel.directory { return trained }
        let directory = modelsDirectory.appendingPathComponent(Self.defaultID, isDirectory: true)
        if !FileManager.default.fileExists(atPath: directory.path) {
            logger.info("making the default model, untrained: the trained one does not lie beside the program")
            try await Offload.run(.loading) { try DefaultModel.create(at: directory) }
        }
        return directory
    }

    /// The model of this id, or the active one.
    func engine(_ id: String?) async throws -> Loaded {
        guard let id = id ?? activeID else {
            throw Problem(.notReady, .serviceUnavailable, title: "No model is loaded yet")
        }
        if let model = loaded[id] { return model }
        guard let record = try await store.model(id) else { throw Problem.notFound("model", id: id) }
        return try await open(id: id, Self.files(of: record), isNew: false)
    }

    /// All registered models, the oldest first; those that cannot be opened any more are left out.
    func all() async throws -> [ModelDescription] {
        var descriptions: [ModelDescription] = []
        for record in try await store.models() {
            do {
                descriptions.append(try await engine(record.id).description)
            } catch {
                logger.warning(
                    "a registered model cannot be opened",
                    metadata: ["model": "\(record.id)", "error": "\(error)"])
            }
        }
        return descriptions
    }

    /// What is known of a model.
    func description(_ id: String) async throws -> ModelDescription { try await engine(id).description }

    /// Opens and checks a checkpoint, and keeps its place under an id.
    /// - Parameter vision: the GGUF file of the vision tower, for a GGUF model.
    func register(path: String, vision: String?, id: String?) async throws -> ModelDescription {
        let url = try place(path, field: "/path")
        let vision = try vision.map { try place($0, field: "/mmproj") }
        guard Self.isDirectory(url) || Self.isGGUF(url) else {
            throw Problem.field("/path", "is neither a directory nor a GGUF file")
        }
        if let vision, !Self.isGGUF(vision) { throw Problem.field("/mmproj", "is not a GGUF file") }
        let id = id ?? Self.identifier(from: url)
        guard Self.isIdentifier(id) else {
            throw Problem.field("/id", "must be letters, digits, '.', '_' or '-', at most 64")
        }
        guard registering.insert(id).inserted else {
            throw Problem(.conflict, .conflict, title: "It is being registered", detail: "a model '\(id)'")
        }
        defer { registering.remove(id) }
        let files = try CheckpointFiles(at: url, vision: vision)
        for file in files.visionFiles where !isOpen(file.resolvingSymlinksInPath().standardizedFileURL) {
            throw Problem.field(
                "/path",
                "has a vision file beside it that leads outside of the directories that models may be opened from")
        }
        if let record = try await store.model(id), record.path != files.url.path {
            throw Problem(.conflict, .conflict, title: "It is there already", detail: "a model '\(id)' is registered")
        }
        return try await open(id: id, files, isNew: true).description
    }

    /// A place that a request names: below one of the roots once links are followed.
    private func place(_ path: String, field: String) throws -> URL {
        guard !path.utf8.contains(0) else { throw Problem.field(field, "must not contain NUL") }
        let url = URL(fileURLWithPath: path, relativeTo: modelsDirectory)
            .absoluteURL.resolvingSymlinksInPath().standardizedFileURL
        guard isOpen(url) else {
            throw Problem.field(field, "lies outside of the directories that models may be opened from")
        }
        return url
    }

    private func isOpen(_ url: URL) -> Bool { roots.contains { Self.contains($0, url) } }

    /// Answers with this model from now on.
    func activate(_ id: String) async throws -> ModelDescription {
        let model = try await engine(id)
        try await activateLoaded(id)
        return model.description
    }

    private func activateLoaded(_ id: String) async throws {
        try await store.activateModel(id)
        activeID = id
    }

    private func open(id: String, _ files: CheckpointFiles, isNew: Bool) async throws -> Loaded {
        let (engine, sha256) = try await Offload.run(.loading) { [quantization] in
            let engine = try LanguageModelEngine(files, quantization: quantization)
            return (engine, try Self.digest(files, engine))
        }
        for warning in engine.warnings {
            logger.warning("about a checkpoint", metadata: ["model": "\(id)", "note": "\(warning)"])
        }
        var notes = engine.isTrained ? [] : ["untrained: random weights, its answers mean nothing yet"]
        if let quantization { notes.append("weights rounded to \(quantization.rawValue)") }
        let description = ModelDescription(
            id: id, sha256: sha256, isTrained: engine.isTrained, architecture: engine.architecture,
            readsImages: engine.readsImages, parameterCount: engine.parameterCount,
            promptForm: PromptForm(rawValue: engine.promptForm.rawValue) ?? .metaspatial,
            decoding: AnswerDecoding(engine), note: notes.isEmpty ? nil : notes.joined(separator: "; "))
        if isNew {
            try await store.saveModel(
                ModelRecord(
                    id: id, path: files.url.path, visionPath: engine.visionFile?.path, sha256: sha256,
                    createdAt: Timestamp.now()))
        }
        let model = Loaded(description: description, engine: engine)
        loaded[id] = model
        return model
    }

    // MARK: Names and paths

    private static func files(of record: ModelRecord) throws -> CheckpointFiles {
        try CheckpointFiles(
            at: URL(fileURLWithPath: record.path), vision: record.visionPath.map { URL(fileURLWithPath: $0) })
    }

    /// The digest of all that decides a model's answers: configuration, tokenizer and weights.
    private static func digest(_ files: CheckpointFiles, _ engine: LanguageModelEngine) throws -> String {
        if files.form == .gguf {
            return try SHA256.hexadecimal(files: [files.url] + (engine.visionFile.map { [$0] } ?? []))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: files.url.path).filter {
            $0.hasSuffix(".safetensors") || $0.hasSuffix(".json") || $0 == "merges.txt"
        }
        // Reading a pipe or a device that lies among them would never end; the loader uses regular files alone.
        return try SHA256.hexadecimal(
            files: names.sorted().map { files.url.appendingPathComponent($0).resolvingSymlinksInPath() }
                .filter(isRegular))
    }

    private static func isRegular(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
    }

    private static func isDirectory(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    }

    private static func isGGUF(_ url: URL) -> Bool { isRegular(url) && CheckpointFiles.isGGUF(url) }

    private static func isIdentifier(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            Character(UnicodeScalar(byte)).isLetter && byte < 0x80 || (0x30...0x39).contains(byte)
        }
        return isWord(first) && text.utf8.allSatisfy { isWord($0) || [0x2E, 0x5F, 0x2D].contains($0) }
    }

    private static func identifier(from directory: URL) -> String {
        var name = directory.standardizedFileURL.lastPathComponent
        if name.lowercased().hasSuffix(".gguf") { name.removeLast(5) }
        let text = String(
            name.prefix(64).map { character in
                character.isASCII && (character.isLetter || character.isNumber) || "._-".contains(character)
                    ? character : "-"
            })
        return isIdentifier(text) ? text : "model"
    }

    private static func contains(_ root: URL, _ url: URL) -> Bool {
        let (parent, child) = (root.resolvingSymlinksInPath().standardizedFileURL.pathComponents, url.pathComponents)
        return child.starts(with: parent)
    }
}
