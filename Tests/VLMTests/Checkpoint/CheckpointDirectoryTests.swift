import Foundation
import Tensors
import Testing
import VLM

/// Directories that lack, misname or misshape something: each is a typed error that says which file and
/// which tensor.
@Suite struct CheckpointDirectoryTests {
    private func error(loading directory: TemporaryDirectory) -> CheckpointError? {
        do {
            _ = try Qwen25VL(directory: directory.url)
            return nil
        } catch {
            return error as? CheckpointError
        }
    }

    @Test func absentFilesAreNamed() throws {
        let empty = try TemporaryDirectory()
        #expect(error(loading: empty) == CheckpointError(file: "config.json", .missingFile))
        let tied = try TemporaryDirectory(copyOf: "tiny-tied")
        try FileManager.default.removeItem(at: tied.url.appendingPathComponent("model.safetensors"))
        #expect(error(loading: tied) == CheckpointError(file: "model.safetensors", .missingFile))
        let sharded = try TemporaryDirectory(copyOf: "tiny-sharded")
        let shard = "model-00002-of-00003.safetensors"
        try FileManager.default.removeItem(at: sharded.url.appendingPathComponent(shard))
        #expect(error(loading: sharded) == CheckpointError(file: shard, .missingFile))
    }

    @Test func aDirectoryOrPipeInAFilesPlaceIsRefused() throws {
        let tied = try TemporaryDirectory(copyOf: "tiny-tied")
        let weights = tied.url.appendingPathComponent("model.safetensors")
        try FileManager.default.removeItem(at: weights)
        try FileManager.default.createDirectory(at: weights, withIntermediateDirectories: true)
        #expect(error(loading: tied)?.reason == .unacceptableFile("not a regular file"))
        try FileManager.default.removeItem(at: weights)
        #expect(mkfifo(weights.path, 0o600) == 0)
        #expect(error(loading: tied)?.reason == .unacceptableFile("not a regular file"))
    }

    @Test func aTruncatedFileIsRefused() throws {
        for checkpoint in ["tiny-tied", "tiny-sharded"] {
            let directory = try TemporaryDirectory(copyOf: checkpoint)
            let name = checkpoint == "tiny-tied" ? "model.safetensors" : "model-00001-of-00003.safetensors"
            let place = directory.url.appendingPathComponent(name)
            let data = try Data(contentsOf: place)
            for count in [0, 7, 8, 200, data.count / 2, data.count - 1] {
                try data.prefix(count).write(to: place)
                #expect(error(loading: directory)?.file == name, "cut at \(count)")
            }
        }
    }

    @Test func missingAndMisshapenTensorsAreNamed() throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-tied")
        let place = directory.url.appendingPathComponent("model.safetensors")
        var bytes = try [UInt8](Data(contentsOf: place))
        let name = Array("model.norm.weight".utf8)
        let found = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
        bytes[found + name.count - 1] = UInt8(ascii: "T")
        try Data(bytes).write(to: place)
        #expect(error(loading: directory)?.tensor == "model.norm.weight")
        #expect(error(loading: directory)?.reason == .missingTensor)

        let wider = try TemporaryDirectory(copyOf: "tiny-tied")
        try wider.replace(#""intermediate_size": 64"#, by: #""intermediate_size": 65"#, in: "config.json")
        let shapeError = try #require(error(loading: wider))
        #expect(shapeError.tensor == "model.layers.0.mlp.gate_proj.weight")
        #expect(shapeError.reason == .shapeMismatch(expected: [65, 32], found: [64, 32]))
    }

    @Test(arguments: [
        "../model.safetensors", "/etc/passwd", "a/b.safetensors", "..", ".hidden", "", "a\\b", "a\u{0}b",
    ])
    func anIndexNamingFilesElsewhereIsRefused(name: String) throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-sharded")
        let escaped = name.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
            of: "\0", with: "\\u0000")
        try directory.write(
            #"{"weight_map":{"lm_head.weight":"\#(escaped)"}}"#.utf8, as: "model.safetensors.index.json")
        let found = try #require(error(loading: directory))
        #expect(found.file == "model.safetensors.index.json")
        #expect(found.reason == .unsafeFileName(name))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"weight_map":[]}"#, #"{"weight_map":{"a":1}}"#, #"{"weight_map":{}}"#,
        #"{"weight_map":{"a":"#,
    ])
    func aMalformedIndexIsRefused(text: String) throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-sharded")
        try directory.write(text.utf8, as: "model.safetensors.index.json")
        #expect(error(loading: directory)?.file == "model.safetensors.index.json")
    }

    @Test func anIndexNamingATensorThatItsFileLacksIsRefused() throws {
        let directory = try TemporaryDirectory(copyOf: "tiny-sharded")
        try directory.replace(
            #""lm_head.weight": "model-00003"#, by: #""lm_head.weight": "model-00001"#,
            in: "model.safetensors.index.json")
        let found = try #require(error(loading: directory))
        #expect(found.tensor == "lm_head.weight" && found.reason == .missingTensor)
    }
}
