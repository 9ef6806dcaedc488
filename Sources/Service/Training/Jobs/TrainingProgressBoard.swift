import JSON
import Synchronization
import Training

/// Where the running job is: what is worth showing but not worth keeping.
final class TrainingProgressBoard: Sendable {
    private struct State {
        var jobID: String?
        var progress: TrainingProgress?
        var changedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// Watchers are not told more often.
    private static let interval = Duration.milliseconds(250)

    /// - Returns: whether watchers should be told.
    func set(_ progress: TrainingProgress, of jobID: String) -> Bool {
        state.withLock { state in
            if state.jobID != jobID { state = State(jobID: jobID) }
            let isNewPhase = state.progress?.phase != progress.phase
            state.progress = progress
            let now = ContinuousClock.now
            if !isNewPhase, let last = state.changedAt, now - last < Self.interval { return false }
            state.changedAt = now
            return true
        }
    }

    func end(_ jobID: String) {
        state.withLock { if $0.jobID == jobID { $0 = State() } }
    }

    /// `{phase, step, total_steps, fraction}` of a job that runs now.
    func json(_ jobID: String) -> JSONValue {
        state.withLock { state in
            guard state.jobID == jobID, let progress = state.progress else { return .null }
            return [
                "phase": .string(progress.phase.rawValue), "step": .integer(progress.step),
                "total_steps": .integer(progress.totalSteps),
                "fraction": .number(progress.fraction.isFinite ? min(max(progress.fraction, 0), 1) : 0),
            ]
        }
    }
}
