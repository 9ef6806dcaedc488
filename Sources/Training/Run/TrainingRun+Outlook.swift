import Foundation
import VLM

/// What is known of a run from outside, whether or not it is going on.
extension TrainingRun {
    /// The whole checkpoints in the run's directory, by rising step.
    public var checkpoints: [CheckpointRecord] {
        let stored = checkpointStore.all().whole
        let best = CheckpointStore.best(of: stored)?.step
        return stored.map {
            CheckpointRecord(
                step: $0.step, directory: $0.directory, score: $0.score, isBest: $0.step == best,
                byteCount: $0.byteCount)
        }
    }

    /// The memory that the run would take if it began now. Opens the model, which may take a while.
    /// - Throws: `TrainingError.model`.
    public func memoryEstimate() throws -> MemoryEstimate {
        do {
            return MemoryEstimate(configuration, model: try Qwen25VL(directory: modelDirectory))
        } catch {
            throw TrainingError.model(directory: modelDirectory.path, reason: "\(error)")
        }
    }

    private var checkpointStore: CheckpointStore {
        CheckpointStore(reading: directory.appendingPathComponent("checkpoints"))
    }
}
