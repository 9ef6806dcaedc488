import Foundation
import JSON
import SceneGraph
import VLM

/// The files of a trained model beside its weights, in Hugging Face's layout.
enum ModelFiles {
    /// Files that the new checkpoint has for itself.
    private static let own: Set<String> = ["config.json", "model.safetensors", "model.safetensors.index.json"]
    /// What tokenizers, processors and chat forms are kept in.
    private static let extensions: Set<String> = ["json", "txt", "jinja", "model"]
    /// No such file is larger.
    private static let maximumBytes = 256 << 20

    /// Writes a model that was trained from the one in `origin`.
    /// - Parameters:
    ///   - sampling: how answers were decoded in training: serving does the same unless told otherwise.
    ///   - note: goes into `config.json` as `metaspatial.training`.
    static func write(
        _ model: Qwen25VL, from origin: URL, to directory: URL, sampling: SamplingSettings, note: JSONValue
    ) throws {
        try model.save(to: directory)
        try copyCompanions(from: origin, to: directory)
        let hints = try hints(in: origin)
        let place = directory.appendingPathComponent("config.json")
        var root = try JSONValue.parse([UInt8](Data(contentsOf: place))).objectValue ?? JSONObject()
        var own = hints?.objectValue ?? JSONObject()
        own["trained"] = true
        own["training"] = note
        own["decoding"] = .string(sampling.decoding.rawValue)
        own["facts"] = sampling.toldFacts.map { .string($0.rawValue) } ?? .null
        root["metaspatial"] = .object(own)
        try Data(JSONWriter(.indented(2)).bytes(.object(root)) + [0x0A]).write(to: place)
    }

    /// Writes a checkpoint once more with its weights rounded to BF16: half of the bytes, for handing on.
    /// - Parameter decoding: how it is to be served unless told otherwise.
    static func round(_ origin: URL, to directory: URL, decoding: SamplingSettings.Decoding) throws {
        try Qwen25VL(directory: origin).save(to: directory, elementType: .bfloat16)
        try copyCompanions(from: origin, to: directory)
        let place = directory.appendingPathComponent("config.json")
        var root = try JSONValue.parse([UInt8](Data(contentsOf: place))).objectValue ?? JSONObject()
        var own = try hints(in: origin)?.objectValue ?? JSONObject()
        own["decoding"] = .string(decoding.rawValue)
        root["metaspatial"] = .object(own)
        try Data(JSONWriter(.indented(2)).bytes(.object(root)) + [0x0A]).write(to: place)
    }

    /// Copies tokenizer, processor and chat form.
    private static func copyCompanions(from origin: URL, to directory: URL) throws {
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: origin.path).sorted()
        where !own.contains(name) && extensions.contains((name as NSString).pathExtension) {
            let source = origin.appendingPathComponent(name)
            let attributes = try files.attributesOfItem(atPath: source.resolvingSymlinksInPath().path)
            guard attributes[.type] as? FileAttributeType == .typeRegular,
                ((attributes[.size] as? NSNumber)?.intValue ?? 0) <= maximumBytes
            else { continue }
            try Data(contentsOf: source).write(to: directory.appendingPathComponent(name))
        }
    }

    /// Opens a model with the form of its prompts, off Swift's own threads.
    /// - Throws: `TrainingError.model`.
    static func opened(_ directory: URL) async throws -> (LoadedCheckpoint, PromptForm) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        do {
                            return (try LoadedCheckpoint(directory: directory), try promptForm(in: directory))
                        } catch {
                            throw TrainingError.model(directory: directory.path, reason: "\(error)")
                        }
                    })
            }
        }
    }

    /// The form of prompts that a model was made for.
    static func promptForm(in directory: URL) throws -> PromptForm {
        try hints(in: directory)?["prompt_form"]?.stringValue.flatMap(PromptForm.init) ?? .metaspatial
    }

    /// `metaspatial` in a model's `config.json`.
    static func hints(in directory: URL) throws -> JSONValue? {
        let file = directory.appendingPathComponent("config.json")
        return try JSONValue.parse([UInt8](Data(contentsOf: file)))["metaspatial"]
    }
}
