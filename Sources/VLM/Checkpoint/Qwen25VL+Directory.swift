import Foundation
import JSON
import Tensors

extension Qwen25VL {
    /// Loads a Hugging Face directory: `config.json` with `model.safetensors` or its shards, in F32, F16 or
    /// BF16, which stay mapped and are computed with in F32.
    /// - Parameter quantization: with it, the linear maps are computed with in 8 or 4 bits. The quantised
    ///   weights are kept in a file beside the checkpoint, if that can be written, and mapped from there the
    ///   next time; the checkpoint itself does not change.
    /// - Throws: `CheckpointError`, which names the file and the tensor.
    public init(directory: URL, quantization: Quantization? = nil) throws {
        let checkpoint = try Checkpoint(directory: directory)
        guard let quantization else {
            try self.init(configuration: checkpoint.configuration, weights: checkpoint)
            return
        }
        try self.init(
            quantizing: checkpoint, configuration: checkpoint.configuration,
            PackedCache(
                file: directory.appendingPathComponent("model.\(quantization.rawValue).packed"),
                sources: PackedCache.weightFiles(of: directory), quantization: quantization))
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
        let json: JSONValue
        do {
            json = try ConfigurationWriter.json(configuration, elementType: elementType)
        } catch {
            throw CheckpointError(
                file: Checkpoint.configurationName, .unsupported(field: error.field, detail: error.detail))
        }
        let text = JSONWriter(.indented(2)).bytes(json) + [UInt8(ascii: "\n")]
        try FileReplacement.write(to: directory.appendingPathComponent(Checkpoint.configurationName)) {
            file throws(CheckpointError) in
            try file.write(text, name: Checkpoint.configurationName)
        }
    }
}
