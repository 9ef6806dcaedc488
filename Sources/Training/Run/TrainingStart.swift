import JSON

/// What is known when a run begins or goes on.
public struct TrainingStart: Hashable, Sendable {
    /// The steps that the last whole checkpoint has done; 0 for a new run.
    ///
    /// Whatever was told of later steps is void: those steps are done, and told of, again.
    public let resumedStep: Int
    /// All steps.
    public let totalSteps: Int
    /// The memory that the run needs, and the sum that it comes from.
    public let memory: MemoryEstimate
    /// The highest learning rate, chosen where the configuration leaves it open.
    public let learningRate: Double
    /// Weights that are trained, and all weights.
    public let trainedParameters: Int
    public let parameters: Int

    /// A start.
    public init(
        resumedStep: Int, totalSteps: Int, memory: MemoryEstimate, learningRate: Double, trainedParameters: Int,
        parameters: Int
    ) {
        self.resumedStep = resumedStep
        self.totalSteps = totalSteps
        self.memory = memory
        self.learningRate = learningRate
        self.trainedParameters = trainedParameters
        self.parameters = parameters
    }
}
