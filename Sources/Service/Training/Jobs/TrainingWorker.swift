import Foundation
import Training

/// What carries training jobs out: the trainer, or a stand-in in tests.
package protocol TrainingWorker: Sendable {
    /// The memory that a run needs, worked out before it is accepted; nil where that is not known before it starts.
    /// - Throws: `TrainingError`.
    func memory(of run: TrainingRun) async throws -> MemoryEstimate?

    /// The whole checkpoints in the run's directory, by rising step.
    func checkpoints(of run: TrainingRun) -> [CheckpointRecord]

    /// Trains, from the last whole checkpoint in the run's directory if there is one.
    func run(_ run: TrainingRun, observer: any TrainingObserver, control: TrainingControl) async throws
        -> TrainingOutcome
}

/// The trainer in this process.
package struct InProcessTrainer: TrainingWorker {
    package init() {}

    package func memory(of run: TrainingRun) async throws -> MemoryEstimate? {
        try await Offload.run(.loading) { try run.memoryEstimate() }
    }

    package func checkpoints(of run: TrainingRun) -> [CheckpointRecord] { run.checkpoints }

    package func run(
        _ run: TrainingRun, observer: any TrainingObserver, control: TrainingControl
    ) async throws -> TrainingOutcome {
        try await run.run(observer: observer, control: control)
    }
}
