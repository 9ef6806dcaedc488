import Foundation
import VLM

/// A directory that goes when its holder does.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    subscript(name: String) -> URL { url.appendingPathComponent(name, isDirectory: true) }
}

/// A checkpoint of the default model's form, with far fewer weights.
enum TinyModel {
    /// Made once; many tests only read it.
    static let shared = Result {
        let holder = try TemporaryDirectory()
        try create(at: holder["model"])
        return holder
    }

    static func create(at directory: URL) throws {
        try DefaultModel.create(at: directory)
        let file = directory.appendingPathComponent("config.json")
        let original = try Data(contentsOf: file)
        var configuration = try Qwen25VL(directory: directory).configuration
        configuration.text.hiddenSize = 32
        configuration.text.intermediateSize = 48
        configuration.text.layers = 2
        configuration.text.attentionHeads = 2
        configuration.text.keyValueHeads = 1
        configuration.text.mropeSections = [2, 3, 3]
        configuration.text.firstWindowLayer = 2
        configuration.vision.depth = 1
        configuration.vision.hiddenSize = 16
        configuration.vision.intermediateSize = 16
        configuration.vision.heads = 1
        configuration.vision.outputSize = 32
        configuration.vision.fullAttentionBlocks = [0]
        try Qwen25VL.random(configuration: configuration, seed: 5).save(to: directory)
        try keepHints(of: original, in: file)
    }

    private static func keepHints(of original: Data, in file: URL) throws {
        var root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        let old = try JSONSerialization.jsonObject(with: original) as? [String: Any]
        root["metaspatial"] = old?["metaspatial"]
        try JSONSerialization.data(withJSONObject: root).write(to: file)
    }
}
