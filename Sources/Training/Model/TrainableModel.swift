import Tensors
import VLM

/// A Qwen2.5-VL model that can be trained: forward and backward passes by hand, layer by layer, F32 weights,
/// and AdamW.
///
/// ```swift
/// let model = try TrainableModel(Qwen25VL(directory: url), options: options)
/// try model.accumulateGradients(of: batch, temperature: 1) { scores in derivatives(of: scores) }
/// try model.step(learningRate: 1e-6, maximumGradientNorm: 1)
/// let serving = try model.snapshot()
/// ```
///
/// The same calls give the same bits on the same number of cores.
public final class TrainableModel: TrainablePolicy {
    /// The model's sizes.
    public let configuration: Qwen25VLConfiguration
    /// What is trained, and how.
    public let options: TrainingOptions
    let layers: ModelLayers
    let weights: FloatStorage
    let gradients: FloatStorage
    let optimizer: AdamW
    let pool = MatrixPool()
    /// The model that training started from.
    let initial: Qwen25VL
    /// Its weights once a reference is asked for, where training changes them.
    private var referenceWeights: FloatStorage?
    /// Where the time of passes and steps went since `clearTimes`.
    public private(set) var times = StepTimes()

    /// A model with the weights of another.
    /// - Parameter reference: what `referenceScores` are of; nil: `model`. It differs where training goes on from
    ///   a checkpoint.
    /// - Throws: `TrainableModelError` where an option cannot be.
    public init(_ model: Qwen25VL, options: TrainingOptions = TrainingOptions(), reference: Qwen25VL? = nil) throws {
        try options.validate(for: model.configuration)
        configuration = model.configuration
        self.options = options
        initial = reference ?? model
        guard initial.configuration == model.configuration else {
            throw TrainableModelError.setting("the reference", detail: "has other sizes than the model")
        }
        layers = ModelLayers(model.configuration, options)
        weights = FloatStorage(count: layers.layout.weightCount)
        gradients = FloatStorage(count: layers.layout.gradientCount)
        optimizer = AdamW(options.optimizer, count: layers.layout.gradientCount)
        try Self.load(model, into: weights, layers.layout)
        initializeExtraWeights()
    }

    /// Numbers of all trained parameters.
    public var trainedParameterCount: Int {
        layers.layout.parameters.reduce(0) { $0 + ($1.gradientOffset == nil ? 0 : $1.count) }
    }

    /// Names of all trained parameters, as checkpoints have them on the hub.
    public var trainedParameters: [String] {
        layers.layout.parameters.filter { $0.gradientOffset != nil }.map(\.name)
    }

    public func scores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores] {
        try scores(of: batch, temperature: temperature, pass)
    }

    public func referenceScores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores] {
        var reference: Pass
        if options.adapters != nil {
            reference = pass
            reference.usesAdapters = false
        } else {
            let known: FloatStorage
            if let referenceWeights {
                known = referenceWeights
            } else {
                known = FloatStorage(count: layers.layout.weightCount)
                try Self.load(initial, into: known, layers.layout)
                referenceWeights = known
            }
            reference = Pass(
                weights: known, gradients: gradients, pool: pool, precision: options.precision,
                usesAdapters: false)
        }
        return try scores(of: batch, temperature: temperature, reference).map {
            TokenScores(logProbabilities: $0.logProbabilities, entropies: $0.entropies)
        }
    }

    @discardableResult
    public func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, by gradients: ([TokenScores]) throws -> [TokenGradients]
    ) throws -> [TokenScores] {
        let packed = try packed(batch, temperature)
        let pass = pass
        pool.resetPeak()
        var (hidden, tape) = measure(\.forward) { forward(packed, keepsTape: true, pass) }
        var headTape = measure(\.vocabulary) {
            layers.head.forward(hidden.matrix, packed.items, temperature: temperature, pass)
        }
        let scores = unpacked(headTape, batch)
        let coefficients = try flattened(gradients(scores), batch)
        let d = pool.matrix(hidden.matrix.rows, hidden.matrix.columns)
        measure(\.vocabulary) {
            d.matrix.clear()
            layers.head.backward(
                packed.items, temperature: temperature, coefficients: coefficients, tape: &headTape,
                dHidden: d.matrix, pass)
        }
        measure(\.backward) { backward(d.matrix, packed, &tape, pass) }
        return scores
    }

    /// As `accumulateGradients(of:temperature:by:)` where the loss's derivatives do not depend on the scores, as
    /// in supervised fine-tuning: each logit is computed once instead of twice.
    @discardableResult
    public func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, gradients: [TokenGradients]
    ) throws -> [TokenScores] {
        let packed = try packed(batch, temperature)
        let coefficients = try flattened(gradients, batch)
        let pass = pass
        pool.resetPeak()
        var (hidden, tape) = measure(\.forward) { forward(packed, keepsTape: true, pass) }
        let d = pool.matrix(hidden.matrix.rows, hidden.matrix.columns)
        let headTape = measure(\.vocabulary) {
            d.matrix.clear()
            return layers.head.forward(
                hidden.matrix, packed.items, temperature: temperature, coefficients: coefficients,
                dHidden: d.matrix, pass)
        }
        measure(\.backward) { backward(d.matrix, packed, &tape, pass) }
        return unpacked(headTape, batch)
    }

    @discardableResult
    public func step(learningRate: Double, maximumGradientNorm: Double?) throws -> Double {
        guard learningRate.isFinite, learningRate >= 0 else {
            throw TrainableModelError.setting("the learning rate", detail: "must be 0 or greater, not \(learningRate)")
        }
        let norm = measure(\.optimizer) { optimizer.norm(of: gradients) }
        guard norm.isFinite else {
            gradients.clear()
            return norm
        }
        // As torch.nn.utils.clip_grad_norm_ clips.
        let scale = maximumGradientNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1
        measure(\.optimizer) {
            optimizer.apply(
                to: weights, gradients: gradients, parameters: layers.layout.parameters,
                learningRate: learningRate, scale: scale)
        }
        return norm
    }

    /// The greatest memory that activations took at once in the last pass, in bytes.
    package var peakActivationBytes: Int { pool.peakBytes }

    /// Sets all gradients to zero.
    public func clearGradients() { gradients.clear() }

    /// Starts counting times anew.
    public func clearTimes() { times = StepTimes() }

    private func measure<Result>(_ part: WritableKeyPath<StepTimes, Double>, _ body: () -> Result) -> Result {
        let start = ContinuousClock.now
        let result = body()
        times[keyPath: part] += (ContinuousClock.now - start) / .seconds(1)
        return result
    }
}
