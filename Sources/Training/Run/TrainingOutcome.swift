/// How a run ended that did not fail.
public enum TrainingOutcome: Hashable, Sendable {
    /// All steps are done.
    case succeeded(steps: Int)
    /// It was cancelled after this many steps.
    case cancelled(steps: Int)
}
