import Foundation
import Tensors
import VLM

/// Weights in and out, and the state of the optimiser.
extension TrainableModel {
    /// Fills the base parameters of a layout with a model's weights.
    static func load(_ model: Qwen25VL, into weights: FloatStorage, _ layout: ParameterLayout) throws {
        for parameter in layout.parameters where !isExtra(parameter.name) {
            guard let stored = model.weights[parameter.name] else {
                throw TrainableModelError.unknownParameter(parameter.name)
            }
            guard stored.count == parameter.count else {
                throw TrainableModelError.parameterSize(
                    parameter.name, expected: parameter.count, found: stored.count)
            }
            stored.widen(0..<stored.count, into: weights.base + parameter.offset)
        }
    }

    /// Whether a parameter is no part of the base model.
    static func isExtra(_ name: String) -> Bool {
        isAdapter(name) || name.hasPrefix(ModelLayers.valueHead + ".")
    }

    /// Draws the adapters' A; their B and the value head are zero, so that the model starts as it is.
    func initializeExtraWeights() {
        for parameter in layers.layout.parameters where parameter.name.hasSuffix(LayoutBuilder.adapterA) {
            let bound = 1 / Double(parameter.shape[1]).squareRoot()
            var generator = SplitMix64(seed: RandomWeights.seed(of: parameter.name, options.seed))
            for index in 0..<parameter.count {
                let unit = Double(generator.next() >> 11) * 0x1p-53
                weights.base[parameter.offset + index] = Float((2 * unit - 1) * bound)
            }
        }
    }

    func parameter(_ name: String) throws(TrainableModelError) -> Parameter {
        guard let parameter = layers.layout.parameters.first(where: { $0.name == name }) else {
            throw .unknownParameter(name)
        }
        return parameter
    }

    /// A parameter's numbers, by the name that checkpoints have on the hub.
    /// - Throws: `TrainableModelError.unknownParameter`.
    public func weights(of name: String) throws(TrainableModelError) -> [Float] {
        let parameter = try parameter(name)
        return weights.array(parameter.offset..<parameter.offset + parameter.count)
    }

    /// Replaces a parameter's numbers.
    /// - Throws: `TrainableModelError`.
    public func setWeights(of name: String, to values: [Float]) throws(TrainableModelError) {
        let parameter = try parameter(name)
        guard values.count == parameter.count else {
            throw .parameterSize(name, expected: parameter.count, found: values.count)
        }
        values.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            (weights.base + parameter.offset).update(from: base, count: parameter.count)
        }
    }

    /// A trained parameter's gradient as added up so far.
    /// - Throws: `TrainableModelError.unknownParameter`.
    public func gradient(of name: String) throws(TrainableModelError) -> [Float] {
        let parameter = try parameter(name)
        guard let offset = parameter.gradientOffset else { throw .unknownParameter(name) }
        return gradients.array(offset..<offset + parameter.count)
    }

    /// What training needs beside a snapshot to go on exactly as if it had not stopped.
    public func optimizerState() -> OptimizerState {
        var state = OptimizerState(step: optimizer.step, moments: [:], extraWeights: [:])
        for parameter in layers.layout.parameters {
            if Self.isExtra(parameter.name) {
                state.extraWeights[parameter.name] = weights.array(
                    parameter.offset..<parameter.offset + parameter.count)
            }
            guard let offset = parameter.gradientOffset else { continue }
            let range = offset..<offset + parameter.count
            state.moments[parameter.name + ".exp_avg"] = optimizer.first.array(range)
            state.moments[parameter.name + ".exp_avg_sq"] = optimizer.second.array(range)
        }
        return state
    }

    /// Goes on from a state.
    /// - Throws: `TrainableModelError`, with nothing changed, where a parameter's numbers are missing or do not fit.
    public func restore(_ state: OptimizerState) throws(TrainableModelError) {
        var copies: [(UnsafeMutablePointer<Float>, [Float])] = []
        for parameter in layers.layout.parameters {
            func take(_ values: [Float]?, _ target: UnsafeMutablePointer<Float>) throws(TrainableModelError) {
                guard let values else { throw .unknownParameter(parameter.name) }
                guard values.count == parameter.count else {
                    throw .parameterSize(parameter.name, expected: parameter.count, found: values.count)
                }
                copies.append((target, values))
            }
            if Self.isExtra(parameter.name) {
                try take(state.extraWeights[parameter.name], weights.base + parameter.offset)
            }
            guard let offset = parameter.gradientOffset else { continue }
            try take(state.moments[parameter.name + ".exp_avg"], optimizer.first.base + offset)
            try take(state.moments[parameter.name + ".exp_avg_sq"], optimizer.second.base + offset)
        }
        for (target, values) in copies {
            values.withUnsafeBufferPointer { source in
                if let base = source.baseAddress { target.update(from: base, count: source.count) }
            }
        }
        optimizer.step = state.step
    }
}

extension TrainingOptions {
    /// Checks that the options fit a model.
    func validate(for configuration: Qwen25VLConfiguration) throws(TrainableModelError) {
        try optimizer.validate()
        guard !configuration.text.hasHeadNorms else {
            throw .setting("the model", detail: "has norms of queries and keys, which cannot be trained")
        }
        guard !configuration.hasVision || configuration.vision.architecture == .qwen25VL else {
            throw .setting("the model", detail: "has a vision tower of another kind than Qwen2.5-VL's")
        }
        let (text, vision) = (configuration.text, configuration.vision)
        guard !text.hasHeadNorms, text.headDimension * text.attentionHeads == text.hiddenSize,
            !configuration.hasVision || vision.architecture == .qwen25VL
        else {
            throw .setting(
                "the model", detail: "is a \(configuration.architectureName); trained are Qwen2.5-VL, Qwen2 and Llama")
        }
        guard let adapters else { return }
        guard (1...4096).contains(adapters.rank) else {
            throw .setting("lora.rank", detail: "must lie between 1 and 4096, not \(adapters.rank)")
        }
        guard adapters.alpha.isFinite, adapters.alpha > 0 else {
            throw .setting("lora.alpha", detail: "must be greater than 0, not \(adapters.alpha)")
        }
        guard !adapters.targets.isEmpty else { throw .setting("lora.targets", detail: "must not be empty") }
        for target in adapters.targets.sorted() where !LoRAConfiguration.knownTargets.contains(target) {
            throw .setting("lora.targets", detail: "has no linear map '\(target.prefix(40))' to adapt")
        }
    }
}
