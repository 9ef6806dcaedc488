extension TrainingRun {
    /// The whole checkpoints in the run's directory, by rising step.
    public func checkpoints() throws -> [CheckpointRecord] { [] }
}
