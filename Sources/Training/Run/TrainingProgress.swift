/// Where a run is.
public struct TrainingProgress: Hashable, Sendable {
    /// What is being done.
    public enum Phase: String, CaseIterable, Hashable, Sendable {
        case loading
        case evaluating
        case sampling
        case training
        case saving
    }

    public let phase: Phase
    /// The steps done.
    public let step: Int
    public let totalSteps: Int
    /// How far the phase is, 0...1.
    public let fraction: Double

    /// A place in a run.
    public init(phase: Phase, step: Int, totalSteps: Int, fraction: Double) {
        self.phase = phase
        self.step = step
        self.totalSteps = totalSteps
        self.fraction = fraction
    }
}
