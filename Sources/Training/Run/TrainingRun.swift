import Foundation

/// One training run in a directory of its own, which holds its checkpoints and what it needs to go on.
///
/// ```swift
/// let run = TrainingRun(configuration: configuration, modelDirectory: model, directory: directory)
/// let outcome = try await run.run(observer: observer, control: TrainingControl())
/// ```
public struct TrainingRun: Sendable {
    public let configuration: TrainingConfiguration
    /// The checkpoint to start from. A run needs it as long as it goes on, also when it is resumed.
    public let modelDirectory: URL
    /// The run's own directory; made if need be.
    public let directory: URL
    /// The file of a data set that the configuration names.
    public let dataset: URL?

    /// A run.
    public init(
        configuration: TrainingConfiguration, modelDirectory: URL, directory: URL, dataset: URL? = nil
    ) {
        self.configuration = configuration
        self.modelDirectory = modelDirectory
        self.directory = directory
        self.dataset = dataset
    }

    /// Trains; goes on from the last whole checkpoint in the directory, if there is one.
    /// - Throws: `TrainingError`, `CheckpointError`, what the observer throws.
    public func run(observer: any TrainingObserver, control: TrainingControl) async throws -> TrainingOutcome {
        throw TrainingError.model(directory: modelDirectory.path, reason: "training is not built yet")
    }
}
