import Foundation
import JSON
import Tensors

/// A Hugging Face checkpoint directory of Qwen2.5-VL: `config.json` and `model.safetensors`, or shards named
/// by `model.safetensors.index.json`. The weights are mapped, not copied.
package struct Checkpoint: WeightSource {
    /// What `config.json` says.
    package let configuration: Qwen25VLConfiguration
    private let files: [SafetensorsFile]
    /// For each tensor, by the name it has on the hub today: its file and its name there.
    private let places: [String: (file: Int, name: String)]
    private let indexName: String

    static let weightsName = "model.safetensors"
    static let indexFileName = "model.safetensors.index.json"
    static let configurationName = "config.json"
    static let maximumConfigurationByteCount = 4 << 20
    static let maximumIndexByteCount = 64 << 20
    static let maximumShards = 4096

    /// Opens a directory and checks the headers of all its files.
    /// - Throws: `CheckpointError`.
    package init(directory: URL) throws(CheckpointError) {
        let bytes = try MappedFile.read(
            directory.appendingPathComponent(Self.configurationName), name: Self.configurationName,
            maximumByteCount: Self.maximumConfigurationByteCount)
        configuration = try ConfigurationReader.read(bytes, file: Self.configurationName)
        let single = directory.appendingPathComponent(Self.weightsName)
        let index = directory.appendingPathComponent(Self.indexFileName)
        if FileManager.default.fileExists(atPath: single.path)
            || !FileManager.default.fileExists(atPath: index.path)
        {
            files = [try SafetensorsFile(single, name: Self.weightsName)]
            indexName = Self.weightsName
            places = try Self.places(files, expected: nil)
        } else {
            let map = try Self.readIndex(index)
            var opened: [SafetensorsFile] = []
            for name in Set(map.values).sorted() {
                opened.append(try SafetensorsFile(directory.appendingPathComponent(name), name: name))
            }
            files = opened
            indexName = Self.indexFileName
            places = try Self.places(opened, expected: map)
        }
    }

    /// Weights by the name they have on the hub today, whichever layout the files use.
    package func weights(_ name: String, shape: [Int]) throws -> StoredTensor {
        guard let place = places[name], let tensor = try files[place.file].tensor(place.name) else {
            throw CheckpointError(file: indexName, tensor: name, .missingTensor)
        }
        guard tensor.shape == shape else {
            throw CheckpointError(
                file: files[place.file].name, tensor: place.name,
                .shapeMismatch(expected: shape, found: tensor.shape))
        }
        return tensor
    }

    /// The name on the hub of a tensor in either layout: `model.visual.x` is `visual.x` there, and
    /// `model.language_model.x` is `model.x`.
    package static func hubName(_ name: String) -> String {
        for (prefix, replacement) in [("model.visual.", "visual."), ("model.language_model.", "model.")]
        where name.hasPrefix(prefix) {
            return replacement + name.dropFirst(prefix.count)
        }
        return name
    }

    private static func places(
        _ files: [SafetensorsFile], expected: [String: String]?
    ) throws(CheckpointError) -> [String: (file: Int, name: String)] {
        var places: [String: (file: Int, name: String)] = [:]
        for (index, file) in files.enumerated() {
            for name in file.entries.keys.sorted() {
                // An index decides where a tensor is; what it does not name, or names elsewhere, is unused.
                if let expected, expected[name] != file.name { continue }
                guard places.updateValue((index, name), forKey: hubName(name)) == nil else {
                    throw CheckpointError(file: file.name, tensor: name, .duplicateTensor)
                }
            }
        }
        if let expected {
            for (name, file) in expected.sorted(by: { $0.key < $1.key }) where places[hubName(name)] == nil {
                throw CheckpointError(file: file, tensor: name, .missingTensor)
            }
        }
        return places
    }

    private static func readIndex(_ url: URL) throws(CheckpointError) -> [String: String] {
        let bytes = try MappedFile.read(url, name: indexFileName, maximumByteCount: maximumIndexByteCount)
        let json: JSONValue
        do { json = try JSONValue.parse(bytes) } catch {
            throw CheckpointError(file: indexFileName, .invalidJSON(String(describing: error)))
        }
        guard let map = json["weight_map"]?.objectValue else {
            throw CheckpointError(file: indexFileName, .invalidJSON("weight_map is missing or not an object"))
        }
        var result: [String: String] = [:]
        for member in map.members {
            guard let file = member.value.stringValue else {
                throw CheckpointError(
                    file: indexFileName, tensor: member.key, .invalidEntry("the file name is not a string"))
            }
            guard isPlainFileName(file) else {
                throw CheckpointError(file: indexFileName, tensor: member.key, .unsafeFileName(file))
            }
            result[member.key] = file
        }
        guard Set(result.values).count <= maximumShards else {
            throw CheckpointError(file: indexFileName, .invalidEntry("more than \(maximumShards) shards"))
        }
        return result
    }

    /// Whether a name stays within its directory: no separators, no parent, not hidden, nothing unprintable.
    static func isPlainFileName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && !name.hasPrefix(".")
            && name.utf8.allSatisfy {
                $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") && $0 != 0x7F
            }
    }
}
