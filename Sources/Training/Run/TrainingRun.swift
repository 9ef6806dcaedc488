import Foundation
import JSON
import Rewards

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
    /// Where the judge comes from that the configuration names.
    public let judges: any JudgeProvider

    /// A run.
    public init(
        configuration: TrainingConfiguration, modelDirectory: URL, directory: URL, dataset: URL? = nil,
        judges: any JudgeProvider = BuiltInJudges()
    ) {
        self.configuration = configuration
        self.modelDirectory = modelDirectory
        self.directory = directory
        self.dataset = dataset
        self.judges = judges
    }

    /// Trains; goes on from the last whole checkpoint in the directory, if there is one.
    /// - Throws: `TrainingError`, what the observer throws.
    public func run(observer: any TrainingObserver, control: TrainingControl) async throws -> TrainingOutcome {
        try await run(observer: observer, control: control) { try $0.trainableModel() }
    }

    /// Trains a policy that `factory` makes.
    package func run(
        observer: any TrainingObserver, control: TrainingControl, factory: @escaping PolicyFactory
    ) async throws -> TrainingOutcome {
        await observer.progress(
            TrainingProgress(phase: .loading, step: 0, totalSteps: configuration.steps, fraction: 0))
        // Opening a model takes a while, and Swift's threads are few.
        let trainer = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try Trainer(self, observer: observer, control: control, factory: factory) })
            }
        }
        let training = Task { try await trainer.train() }
        control.whenCancelled { training.cancel() }
        return try await withTaskCancellationHandler {
            try await training.value
        } onCancel: {
            training.cancel()
        }
    }

    /// Makes the directory and writes the configuration into it.
    /// - Throws: `TrainingError.otherConfiguration` where a run of other settings is there.
    func claimDirectory() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let file = directory.appendingPathComponent("configuration.json")
        if let data = try? Data(contentsOf: file) {
            let found = try TrainingConfiguration(json: JSONCursor(JSONValue.parse([UInt8](data))))
            guard found == configuration else {
                let (old, new) = (found.json.objectValue, configuration.json.objectValue)
                let keys = Set((old?.keys ?? []) + (new?.keys ?? [])).sorted()
                throw TrainingError.otherConfiguration(fields: keys.filter { old?[$0] != new?[$0] })
            }
            return
        }
        try Data(JSONWriter(.indented(2)).bytes(configuration.json) + [0x0A]).write(to: file, options: .atomic)
    }
}
