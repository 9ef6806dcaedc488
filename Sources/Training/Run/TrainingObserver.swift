/// Is told of all that a run makes. A call that returns has kept what it was told; one that throws fails the run.
///
/// **No row lost, none doubled.** Everything carries its step. A step's row, rollouts and evaluations are told
/// before the checkpoint that holds the step is written, so what a resumed run does not tell again was told before.
/// Steps after the last checkpoint are told again, exactly alike but for times: keep what comes last for a step, or
/// drop what lies after `TrainingStart.resumedStep` when a run starts.
public protocol TrainingObserver: Sendable {
    /// The run begins, or goes on.
    func started(_ start: TrainingStart) async throws
    /// A step is done.
    func record(_ row: MetricRow) async throws
    /// Answers of a step: those of its first prompt, all turns.
    func record(_ rollouts: [RolloutRecord]) async throws
    /// The model was evaluated.
    func record(_ evaluation: EvaluationRecord) async throws
    /// A checkpoint stands.
    func record(_ checkpoint: CheckpointRecord) async throws
    /// A checkpoint was removed, since later ones stand.
    func removed(checkpointOfStep step: Int) async throws
    /// Something for people to read.
    func log(_ line: TrainingLogLine) async throws
    /// How far the step in progress is: tokens decoded, sequences trained. Need not be kept; called often.
    func progress(_ progress: TrainingProgress) async
}

extension TrainingObserver {
    public func started(_ start: TrainingStart) async throws {}
    public func record(_ row: MetricRow) async throws {}
    public func record(_ rollouts: [RolloutRecord]) async throws {}
    public func record(_ evaluation: EvaluationRecord) async throws {}
    public func record(_ checkpoint: CheckpointRecord) async throws {}
    public func removed(checkpointOfStep step: Int) async throws {}
    public func log(_ line: TrainingLogLine) async throws {}
    public func progress(_ progress: TrainingProgress) async {}
}
