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

    /// Opens the model to answer with: the given directory, else the one that was active, else the default.
    func start(with directory: URL?) async throws {
        if let directory {
            let id = Self.identifier(from: directory)
            _ = try await open(id: id, directory: directory, isNew: true)
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
        let directory = modelsDirectory.appendingPathComponent(Self.defaultID, isDirectory: true)
        if !FileManager.default.fileExists(atPath: directory.path) {
            logger.info("making the default model, untrained")
            try await Offload.run(.loading) { try DefaultModel.create(at: directory) }
        }
        _ = try await open(id: Self.defaultID, directory: directory, isNew: true)
        try await activateLoaded(Self.defaultID)
    }

    /// The model of this id, or the active one.
    func engine(_ id: String?) async throws -> Loaded {
        guard let id = id ?? activeID else {
            throw Problem(.notReady, .serviceUnavailable, title: "No model is loaded yet")
        }
        if let model = loaded[id] { return model }
        guard let record = try await store.model(id) else { throw Problem.notFound("model", id: id) }
        return try await open(id: id, directory: URL(fileURLWithPath: record.path, isDirectory: true), isNew: false)
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

    /// Opens and checks a directory, and keeps its place under an id.
    func register(path: String, id: String?) async throws -> ModelDescription {
        guard !path.utf8.contains(0) else { throw Problem.field("/path", "must not contain NUL") }
        let url = URL(fileURLWithPath: path, isDirectory: true, relativeTo: modelsDirectory)
            .absoluteURL.resolvingSymlinksInPath().standardizedFileURL
        guard roots.contains(where: { Self.contains($0, url) }) else {
            throw Problem.field("/path", "lies outside of the directories that models may be opened from")
        }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), isDirectory.boolValue
        else { throw Problem.field("/path", "is not a directory") }
        let id = id ?? Self.identifier(from: url)
        guard Self.isIdentifier(id) else {
            throw Problem.field("/id", "must be letters, digits, '.', '_' or '-', at most 64")
        }
        guard registering.insert(id).inserted else {
            throw Problem(.conflict, .conflict, title: "It is being registered", detail: "a model '\(id)'")
        }
        defer { registering.remove(id) }
        if let record = try await store.model(id), record.path != url.path {
            throw Problem(.conflict, .conflict, title: "It is there already", detail: "a model '\(id)' is registered")
        }
        return try await open(id: id, directory: url, isNew: true).description
    }

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

    private func open(id: String, directory: URL, isNew: Bool) async throws -> Loaded {
        let (engine, sha256) = try await Offload.run(.loading) { [quantization] in
            let engine = try LanguageModelEngine(directory: directory, quantization: quantization)
            return (engine, try Self.digest(directory))
        }
        for warning in engine.warnings {
            logger.warning("about a checkpoint", metadata: ["model": "\(id)", "note": "\(warning)"])
        }
        var notes = engine.isTrained ? [] : ["untrained: random weights, its answers mean nothing yet"]
        if let quantization { notes.append("weights rounded to \(quantization.rawValue)") }
        let description = ModelDescription(
            id: id, sha256: sha256, isTrained: engine.isTrained, architecture: "Qwen2.5-VL",
            parameterCount: engine.parameterCount,
            promptForm: PromptForm(rawValue: engine.promptForm.rawValue) ?? .metaspatial,
            note: notes.isEmpty ? nil : notes.joined(separator: "; "))
        if isNew {
            try await store.saveModel(
                ModelRecord(id: id, path: directory.path, sha256: sha256, createdAt: Timestamp.now()))
        }
        let model = Loaded(description: description, engine: engine)
        loaded[id] = model
        return model
    }

    // MARK: Names and paths

    /// The digest of all that decides a model's answers: configuration, tokenizer and weights.
    private static func digest(_ directory: URL) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter {
            $0.hasSuffix(".safetensors") || $0.hasSuffix(".json") || $0 == "merges.txt"
        }
        // Reading a pipe or a device that lies among them would never end; the loader uses regular files alone.
        let files = names.sorted().map { directory.appendingPathComponent($0).resolvingSymlinksInPath() }
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true }
        return try SHA256.hexadecimal(files: files)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            Character(UnicodeScalar(byte)).isLetter && byte < 0x80 || (0x30...0x39).contains(byte)
        }
        return isWord(first) && text.utf8.allSatisfy { isWord($0) || [0x2E, 0x5F, 0x2D].contains($0) }
    }

    private static func identifier(from directory: URL) -> String {
        let name = directory.standardizedFileURL.lastPathComponent
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
