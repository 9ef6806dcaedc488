import Foundation
import VLM

/// What a trainer needs of a model: scores, gradients, steps of the optimiser, and a copy to sample from.
public protocol TrainablePolicy: AnyObject {
    /// The scores of sequences, without gradients.
    /// - Parameter temperature: what logits are divided by first.
    func scores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores]

    /// The scores that the model had when training started (the reference of a KL term).
    func referenceScores(of batch: [TrainingSequence], temperature: Float) throws -> [TokenScores]

    /// Runs sequences forward, asks for the loss's derivative by their scores, runs them backward, and adds the
    /// gradients of all trained parameters to those that are there.
    /// - Parameter gradients: called once with the scores of the whole batch.
    /// - Returns: the scores.
    @discardableResult
    func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, by gradients: ([TokenScores]) throws -> [TokenGradients]
    ) throws -> [TokenScores]

    /// As `accumulateGradients(of:temperature:by:)` where the loss's derivatives do not depend on the scores, as in
    /// supervised fine-tuning: a policy may compute each logit once instead of twice.
    @discardableResult
    func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, gradients: [TokenGradients]
    ) throws -> [TokenScores]

    /// Clips the gradients to a norm, takes a step of the optimiser, and sets the gradients to zero.
    /// - Returns: the norm of the gradients before clipping. Where it is not finite, nothing is stepped.
    @discardableResult
    func step(learningRate: Double, maximumGradientNorm: Double?) throws -> Double

    /// The model as it stands, to sample from, to serve or to save.
    func snapshot() throws -> Qwen25VL

    /// Writes files into a directory that is there, so that a policy made alike goes on from them exactly: trained
    /// weights in full precision, the optimiser's moments and count, the value head. What the policy was made from
    /// (the reference) is not among them. Files are whole and flushed to the disk on return.
    func saveState(to directory: URL) throws

    /// Takes the state that `saveState(to:)` wrote; every later result is, bit for bit, what the saved policy
    /// would have given.
    func restoreState(from directory: URL) throws

    /// Weights that are trained.
    var trainedParameterCount: Int { get }
}

extension TrainablePolicy {
    @discardableResult
    public func accumulateGradients(
        of batch: [TrainingSequence], temperature: Float, gradients: [TokenGradients]
    ) throws -> [TokenScores] {
        try accumulateGradients(of: batch, temperature: temperature) { _ in gradients }
    }
}
