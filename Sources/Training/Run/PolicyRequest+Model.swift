extension PolicyRequest {
    /// What of the model is trained, and how.
    var options: TrainingOptions {
        var options = TrainingOptions()
        options.adapters = adaptation.lora.map {
            LoRAConfiguration(rank: $0.rank, alpha: $0.alpha, targets: Set($0.targets))
        }
        options.freezesVision = adaptation.frozen.contains(.vision)
        options.freezesEmbeddings = adaptation.frozen.contains(.embeddings)
        options.hasValueHead = needsValues
        options.precision = adaptation.precision == .bfloat16 ? .bfloat16 : .float32
        options.recomputesActivations = adaptation.checkpointsActivations
        options.optimizer.weightDecay = weightDecay
        options.seed = seed
        return options
    }

    /// A model that is trained as the request says.
    func trainableModel() throws -> TrainableModel { try TrainableModel(model, options: options) }
}
