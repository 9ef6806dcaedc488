import Tensors
import VLM

/// Makes layers and gives each of their parameters a place.
struct LayoutBuilder {
    let options: TrainingOptions
    private(set) var layout = ParameterLayout()

    init(_ options: TrainingOptions) { self.options = options }

    /// A parameter of the base model.
    mutating func parameter(_ name: String, _ shape: [Int], isTrained: Bool) -> ParameterRange {
        layout.add([(name, shape)], isTrained: isTrained)
    }

    mutating func norm(_ name: String, width: Int, epsilon: Double, isTrained: Bool) -> TrainableNorm {
        TrainableNorm(
            weight: layout.add(name + ".weight", width, isTrained: isTrained), epsilon: Float(epsilon))
    }

    /// A linear map, or several of the same input as one.
    /// - Parameters:
    ///   - maps: name and outputs of each.
    ///   - isTrained: whether the weights themselves are.
    ///   - takesAdapters: whether adapters may be put here.
    mutating func linear(
        _ maps: [(name: String, outputs: Int)], inputs: Int, bias: Bool, isTrained: Bool, takesAdapters: Bool
    ) -> TrainableLinear {
        let weight = layout.add(
            maps.map { ($0.name + ".weight", [$0.outputs, inputs]) }, isTrained: isTrained)
        let biases =
            bias ? layout.add(maps.map { ($0.name + ".bias", [$0.outputs]) }, isTrained: isTrained) : nil
        var adapters: [TrainableLinear.Adapter] = []
        var start = 0
        for map in maps {
            let outputs = start..<start + map.outputs
            start = outputs.upperBound
            guard takesAdapters, let configuration = options.adapters,
                configuration.targets.contains(String(map.name.split(separator: ".").last ?? ""))
            else { continue }
            adapters.append(
                TrainableLinear.Adapter(
                    outputs: outputs,
                    a: layout.add(map.name + Self.adapterA, configuration.rank, inputs, isTrained: true),
                    b: layout.add(map.name + Self.adapterB, map.outputs, configuration.rank, isTrained: true),
                    scale: Float(configuration.alpha / Double(configuration.rank))))
        }
        return TrainableLinear(weight: weight, bias: biases, adapters: adapters)
    }

    /// What follows a linear map's name in its adapter's.
    static let adapterA = ".lora_A.weight"
    static let adapterB = ".lora_B.weight"
}
