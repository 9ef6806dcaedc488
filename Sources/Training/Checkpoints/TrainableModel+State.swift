import Foundation
import JSON
import Tensors
import VLM

/// The state of a model in training on the disk: `state.safetensors` holds trained weights (`weight.NAME`) and the
/// optimiser's moments (`NAME.exp_avg`, `NAME.exp_avg_sq`) in F32, `state.json` the steps of the optimiser.
extension TrainableModel {
    private static let tensorsName = "state.safetensors"
    private static let countName = "state.json"
    private static let weightPrefix = "weight."

    public func saveState(to directory: URL) throws {
        let state = optimizerState()
        var tensors: [String: StoredTensor] = [:]
        func add(_ name: String, _ values: [Float]) {
            tensors[name] = StoredTensor(shape: [values.count]) { target in
                _ = target.initialize(from: values)
            }
        }
        for (name, values) in state.moments { add(name, values) }
        for name in trainedParameters { add(Self.weightPrefix + name, try weights(of: name)) }
        try SafetensorsWriter.write(
            tensors, as: .float32, to: directory.appendingPathComponent(Self.tensorsName))
        let count = JSONWriter().bytes(["optimizer_step": .integer(state.step)])
        try Data(count).write(to: directory.appendingPathComponent(Self.countName))
    }

    public func restoreState(from directory: URL) throws {
        let file = try SafetensorsFile(
            directory.appendingPathComponent(Self.tensorsName), name: Self.tensorsName)
        let count = JSONCursor(
            try JSONValue.parse(Data(contentsOf: directory.appendingPathComponent(Self.countName))))
        var state = optimizerState()
        state.step = try count["optimizer_step"].integer(in: 0...Int.max)
        func values(_ name: String) throws -> [Float] {
            guard let tensor = try file.tensor(name) else { throw TrainableModelError.unknownParameter(name) }
            return tensor.floats()
        }
        for name in state.moments.keys { state.moments[name] = try values(name) }
        for name in state.extraWeights.keys { state.extraWeights[name] = try values(Self.weightPrefix + name) }
        try restore(state)
        for name in trainedParameters where state.extraWeights[name] == nil {
            try setWeights(of: name, to: values(Self.weightPrefix + name))
        }
    }
}
