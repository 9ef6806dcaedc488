import Foundation
import JSON
import Tensors
import VLM

/// The weights of a text encoder, mapped, under the names that they have in sentence encoders. Files of other heads put
/// `bert.` before them, and old ones call a norm's numbers `gamma` and `beta`.
struct SentenceWeights {
    /// Tells the files from what they were before.
    let fingerprint: String
    private let files: [SafetensorsFile]
    private let prefix: String

    private static let maximumIndexBytes = 16 << 20
    private static let maximumShards = 256

    /// Opens `model.safetensors`; where it is missing, the shards that `model.safetensors.index.json` names.
    /// - Throws: `CheckpointError`.
    init(directory: URL) throws {
        let name = "model.safetensors"
        var names = [name]
        let index = directory.appendingPathComponent(name + ".index.json")
        if !FileManager.default.fileExists(atPath: directory.appendingPathComponent(name).path),
            FileManager.default.fileExists(atPath: index.path)
        {
            names = try Self.shards(index)
        }
        var fingerprint = ""
        files = try names.map { name in
            let url = directory.appendingPathComponent(name)
            let values = try? url.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey])
            fingerprint += "\(values?.fileSize ?? 0)-\(values?.contentModificationDate?.timeIntervalSince1970 ?? 0)-"
            return try SafetensorsFile(url, name: name, toleratesOtherTypes: true)
        }
        self.fingerprint = fingerprint
        prefix = files.contains { $0.entries["bert.embeddings.word_embeddings.weight"] != nil } ? "bert." : ""
    }

    private static func shards(_ index: URL) throws -> [String] {
        let name = index.lastPathComponent
        let bytes = try MappedFile.read(index, name: name, maximumByteCount: maximumIndexBytes)
        let map = (try? JSONValue.parse(bytes))?["weight_map"]?.objectValue
        let names = Set((map?.members ?? []).compactMap(\.value.stringValue))
        guard !names.isEmpty, names.count <= maximumShards else {
            throw CheckpointError(file: name, .invalidJSON("it names no shards, or too many"))
        }
        // A shard lies beside its index, and nowhere else.
        if let other = names.first(where: { $0.contains("/") || $0.hasPrefix(".") || $0.isEmpty }) {
            throw CheckpointError(file: name, .unsafeFileName(other))
        }
        return names.sorted()
    }

    /// - Throws: `CheckpointError` for a tensor that is missing or of another shape.
    func tensor(_ name: String, _ shape: Int...) throws(CheckpointError) -> StoredTensor {
        let file = files.first { $0.entries[prefix + name] != nil }
        guard let file, let tensor = try file.tensor(prefix + name) else {
            throw CheckpointError(file: files.first?.name ?? "", tensor: prefix + name, .missingTensor)
        }
        guard tensor.shape == shape else {
            throw CheckpointError(
                file: file.name, tensor: prefix + name, .shapeMismatch(expected: shape, found: tensor.shape))
        }
        return tensor
    }

    func linear(_ name: String, inputs: Int, outputs: Int) throws(CheckpointError) -> Linear {
        Linear(
            weight: try tensor(name + ".weight", outputs, inputs), bias: try tensor(name + ".bias", outputs).floats())
    }

    func layerNorm(_ name: String, width: Int, epsilon: Double) throws(CheckpointError) -> LayerNorm {
        let isOld = files.contains { $0.entries[prefix + name + ".gamma"] != nil }
        return LayerNorm(
            weight: try tensor(name + (isOld ? ".gamma" : ".weight"), width).floats(),
            bias: try tensor(name + (isOld ? ".beta" : ".bias"), width).floats(), epsilon: Float(epsilon))
    }
}
