import Foundation
import JSON
import Tensors
import VLM

extension TrainableModel {
    /// Writes the adapters into a directory, which is made if need be; peft loads it.
    /// - Throws: `CheckpointError`, or `TrainableModelError` where there are no adapters.
    public func saveAdapters(to directory: URL) throws {
        guard let adapters = options.adapters else {
            throw TrainableModelError.setting("the model", detail: "has no adapters to save")
        }
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError(file: directory.lastPathComponent, .unacceptableFile("cannot be made: \(error)"))
        }
        var tensors: [String: StoredTensor] = [:]
        for parameter in layers.layout.parameters where Self.isAdapter(parameter.name) {
            let source = UnsafeBufferPointer(start: weights.base + parameter.offset, count: parameter.count)
            let name = AdapterFiles.fileName(parameter.name, hasVision: configuration.hasVision)
            tensors[name] = StoredTensor(shape: parameter.shape) { _ = $0.update(from: source) }
        }
        try SafetensorsWriter.write(
            tensors, as: .float32, to: directory.appendingPathComponent(AdapterFiles.weightsName))
        let json = AdapterFiles.json(
            adapters, freezesVision: options.freezesVision, hasVision: configuration.hasVision)
        let text = JSONWriter(.indented(2)).bytes(json) + [UInt8(ascii: "\n")]
        let name = AdapterFiles.configurationName
        try FileReplacement.write(to: directory.appendingPathComponent(name)) { file throws(CheckpointError) in
            try file.write(text, name: name)
        }
    }

    /// Reads adapters that this type or peft wrote into the model's own.
    /// - Throws: `CheckpointError` or `TrainableModelError`, with nothing changed.
    public func loadAdapters(from directory: URL) throws {
        let name = AdapterFiles.weightsName
        let file = try SafetensorsFile(directory.appendingPathComponent(name), name: name)
        var found: [String: [Float]] = [:]
        for entry in file.entries.keys.sorted() {
            let parameter = try parameter(AdapterFiles.parameterName(entry))
            guard Self.isAdapter(parameter.name), let tensor = try file.tensor(entry) else {
                throw TrainableModelError.unknownParameter(entry)
            }
            guard tensor.shape == parameter.shape else {
                throw CheckpointError(
                    file: name, tensor: entry, .shapeMismatch(expected: parameter.shape, found: tensor.shape))
            }
            found[parameter.name] = tensor.floats()
        }
        for parameter in layers.layout.parameters
        where Self.isAdapter(parameter.name) && found[parameter.name] == nil {
            throw CheckpointError(
                file: name, tensor: AdapterFiles.fileName(parameter.name, hasVision: configuration.hasVision),
                .missingTensor)
        }
        for (name, values) in found { try setWeights(of: name, to: values) }
    }

    static func isAdapter(_ name: String) -> Bool {
        name.hasSuffix(LayoutBuilder.adapterA) || name.hasSuffix(LayoutBuilder.adapterB)
    }
}

extension TrainingOptions {
    /// The options that adapters on the disk were made with.
    /// - Throws: `CheckpointError`, `TrainableModelError` or a fault of the JSON.
    public static func adapters(in directory: URL) throws -> TrainingOptions {
        let name = AdapterFiles.configurationName
        let bytes = try MappedFile.read(
            directory.appendingPathComponent(name), name: name, maximumByteCount: 1 << 20)
        var options = TrainingOptions()
        (options.adapters, options.freezesVision) = try AdapterFiles.configuration(JSONValue.parse(bytes))
        return options
    }
}
