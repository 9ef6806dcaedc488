import Foundation
import JSON
import Tensors

extension Qwen25VL {
    /// Loads a Hugging Face directory: `config.json` with `model.safetensors` or its shards, in F32, F16 or
    /// BF16, which stay mapped and are computed with in F32.
    /// - Throws: `CheckpointError`, which names the file and the tensor.
    public init(directory: URL) throws {
        let checkpoint = try Checkpoint(directory: directory)
        try self.init(configuration: checkpoint.configuration, weights: checkpoint)
    }

    /// Writes `config.json` and `model.safetensors` into a directory, which is made if need be; transformers
    /// loads it.
    /// - Parameter elementType: what the weights are converted to.
    /// - Throws: `CheckpointError`.
    public func save(to directory: URL, elementType: ElementType = .float32) throws(CheckpointError) {
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError(
                file: directory.lastPathComponent, .unacceptableFile("cannot be made: \(error)"))
        }
        try SafetensorsWriter.write(
            weights, as: elementType, to: directory.appendingPathComponent(Checkpoint.weightsName))
        let json = ConfigurationWriter.json(configuration, elementType: elementType)
        let text = JSONWriter(.indented(2)).bytes(json) + [UInt8(ascii: "\n")]
        try FileReplacement.write(to: directory.appendingPathComponent(Checkpoint.configurationName)) {
            file throws(CheckpointError) in
            try file.write(text, name: Checkpoint.configurationName)
        }
    }
}
