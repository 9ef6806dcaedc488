import Tensors
import VLM

/// All layers of a model and the layout of their parameters.
struct ModelLayers: Sendable {
    let layout: ParameterLayout
    let vision: TrainableVisionTower?
    let language: TrainableLanguageModel
    let head: TrainableHead

    init(_ configuration: Qwen25VLConfiguration, _ options: TrainingOptions) {
        var builder = LayoutBuilder(options)
        let c = configuration.text
        vision = configuration.hasVision ? TrainableVisionTower(configuration.vision, &builder) : nil
        language = TrainableLanguageModel(c, &builder)
        let isTrained = options.adapters == nil
        let norm = builder.norm("model.norm", width: c.hiddenSize, epsilon: c.normEpsilon, isTrained: isTrained)
        let projection =
            configuration.tiesEmbeddings
            ? language.embedding
            : builder.parameter("lm_head.weight", [c.vocabularySize, c.hiddenSize], isTrained: isTrained)
        let value =
            options.hasValueHead
            ? builder.linear(
                [(Self.valueHead, 1)], inputs: c.hiddenSize, bias: true, isTrained: true, takesAdapters: false)
            : nil
        head = TrainableHead(norm: norm, projection: projection, value: value)
        layout = builder.layout
    }

    /// The value head's name among the parameters.
    static let valueHead = "value_head"
}
